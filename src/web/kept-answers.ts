import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { isKnown } from './etag.ts';

/** An answer as it was sent: what it says, and what its route says of it. */
interface KeptAnswer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

declare module 'fastify' {
  interface FastifyInstance {
    readonly keptAnswers: LRUCache<string, KeptAnswer>;
  }
}

const characters = { all: 8e6, one: 250_000 };

/** The headers that are of an answer itself; all others are of the request that it was made for. */
const ofAnswer = ['content-type', 'content-disposition', 'link'];

/** Keeps the latest answers of the routes below that ask for it, those longest unasked going first. */
export function keepAnswers(app: FastifyInstance): void {
  const kept = new LRUCache<string, KeptAnswer>({
    maxSize: characters.all,
    maxEntrySize: characters.one,
    sizeCalculation: ({ text }) => text.length + 1,
  });
  app.decorate('keptAnswers', kept);
  app.decorateRequest('keptAs', null);
  app.addHook('onSend', async (request, reply, payload) => {
    const name = request.getDecorator<string | null>('keptAs');
    if (name === null || reply.statusCode !== 200 || typeof payload !== 'string') return;
    const headers = ofAnswer.flatMap((header) => {
      const value = reply.getHeader(header);
      return value === undefined ? [] : [[header, String(value)]];
    });
    kept.set(name, { text: payload, headers: Object.fromEntries(headers) });
  });
}

/**
 * Answers a caller who has the answer already, and one whose question was answered before from the same
 * figures for whoever may see the same schools. What the answer is made from has to tell all that it says.
 */
export function isAnswered(
  request: FastifyRequest,
  reply: FastifyReply,
  madeFrom: readonly (string | number | null)[],
): boolean {
  if (isKnown(request, reply, madeFrom)) {
    reply.code(304).send();
    return true;
  }
  // Its tag tells an answer from every other, also from the same one of other schools.
  const name = String(reply.getHeader('etag'));
  const kept = request.server.keptAnswers.get(name);
  if (!kept) {
    request.setDecorator('keptAs', name);
    return false;
  }
  reply.headers(kept.headers).send(kept.text);
  return true;
}
