import { PassThrough } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** Takes a piece of an answer; done when the caller has taken it, refused when the caller is gone. */
export type WritePiece<Piece> = (piece: Piece) => Promise<void>;

/**
 * Answers with a text that is made piece by piece, at the speed at which it is taken. What goes wrong
 * before the first piece is told as any refusal is; after that the answer breaks off.
 */
export const sendText = (
  reply: FastifyReply,
  produce: (write: WritePiece<string>) => Promise<void>,
) => sendPieces(reply, produce);

/** The same of bytes. */
export const sendBytes = (
  reply: FastifyReply,
  produce: (write: WritePiece<Buffer>) => Promise<void>,
) => sendPieces(reply, produce);

async function sendPieces<Piece extends string | Buffer>(
  reply: FastifyReply,
  produce: (write: WritePiece<Piece>) => Promise<void>,
): Promise<FastifyReply> {
  const stream = new PassThrough();
  // Also when it ends with an error, which is told by the stream itself.
  const left = new Promise<void>((resolve) => stream.once('close', resolve));
  let begin = () => {};
  const begun = new Promise<void>((resolve) => {
    begin = resolve;
  });
  const done = produce(async (piece) => {
    begin();
    if (!stream.write(piece)) {
      await Promise.race([new Promise<void>((taken) => stream.once('drain', taken)), left]);
    }
    if (stream.destroyed) throw new Error('the caller is gone');
  });
  await Promise.race([begun, done]);
  done.then(
    () => stream.end(),
    (error: Error) => stream.destroy(error),
  );
  return reply.send(stream);
}
