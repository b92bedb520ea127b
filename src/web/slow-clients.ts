import type { IncomingMessage, Server } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { isFileType } from './upload.ts';

/** How long the service waits for whoever it talks with, in milliseconds. */
export interface Patience {
  /** Until all headers of a request are there. */
  readonly headers: number;
  /** Until a whole request is there: a slow line may take a while for a large file. */
  readonly request: number;
  /** Until the whole of a document is there, which is small. */
  readonly document: number;
  /** While nothing more of a body comes. */
  readonly silence: number;
  /** While nothing of an answer is taken, and while its next piece is made. */
  readonly answer: number;
  /** Until a connection that is kept open is used again. */
  readonly idle: number;
}

const second = 1_000;

export const usualPatience: Patience = {
  headers: 20 * second,
  request: 30 * 60 * second,
  document: 60 * second,
  silence: 60 * second,
  answer: 10 * 60 * second,
  idle: 72 * second,
};

/** The part of it that the server keeps by itself. */
export function serverPatience({ headers, request, idle }: Patience) {
  return {
    requestTimeout: request,
    keepAliveTimeout: idle,
    http: {
      headersTimeout: headers,
      requestTimeout: request,
      // How often the server looks whose time is over.
      connectionsCheckingInterval: Math.min(headers, 5 * second),
    },
  } satisfies FastifyHttpOptions<Server>;
}

/**
 * Lets go of connections on which nothing was asked yet when the service stops: browsers open some in advance, and
 * the server would wait for what never comes.
 */
export function leaveSilentClients(app: FastifyInstance): void {
  const silent = new Set<Socket>();
  app.server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  app.server.on('request', ({ socket }: IncomingMessage) => silent.delete(socket));
  app.addHook('preClose', async () => {
    for (const socket of silent) socket.destroy();
  });
}

/** Lets go of whoever sends a body in dribs and drabs, or does not take an answer. */
export function leaveSlowClients(app: FastifyInstance, patience: Patience): void {
  app.addHook('onRequest', async ({ raw, headers }, reply) => {
    const { socket } = raw;
    if (raw.complete || !(socket instanceof Socket)) return;
    const leave = () => socket.destroy();
    const timer = isFileType(headers['content-type'])
      ? undefined
      : setTimeout(leave, patience.document);
    const forget = () => clearTimeout(timer);
    socket.setTimeout(patience.silence);
    socket.once('close', forget);
    raw.once('end', () => {
      forget();
      socket.off('close', forget);
      // Once an answer is out, the server itself has set how long it waits for the next request.
      if (!reply.raw.writableFinished) socket.setTimeout(0);
    });
  });
  app.addHook('onSend', async ({ raw: { socket } }) => {
    if (socket instanceof Socket) socket.setTimeout(patience.answer);
  });
}
