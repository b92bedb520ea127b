import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { callerOf } from './access.ts';

/** Part of every tag: to be raised when the same figures are written in another form. */
const formVersion = 1;

/** The header by which a caller says what it has already. */
export const ifNoneMatch = Type.Object({
  'If-None-Match': Type.Optional(
    Type.String({ description: 'The ETag of the answer that the caller still has.' }),
  ),
});

/** The answer to a caller that has it already. */
export const notModified = { description: 'The caller has this answer already.', type: 'null' };

/**
 * Whether the caller has this answer already, told by what the answer is made from and by whose figures it tells:
 * figures change with a journal and with nothing else, so no figure need be added up to know. Of some schools it is
 * another answer than of the whole trust.
 */
export function isKnown(
  request: FastifyRequest,
  reply: FastifyReply,
  madeFrom: readonly (string | number | null)[],
): boolean {
  const { trustId, limit } = callerOf(request);
  const schools = limit ? [...limit.schoolIds].sort() : null;
  const content = JSON.stringify([formVersion, trustId, schools, request.url, ...madeFrom]);
  const tag = `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
  reply
    .header('etag', `W/${tag}`)
    .header('cache-control', 'private, no-cache')
    .header('vary', 'Accept, Authorization, Cookie');
  const known = request.headers['if-none-match'];
  if (known === undefined) return false;
  return known.split(',').some((text) => {
    const candidate = text.trim();
    return candidate === '*' || candidate.replace(/^W\//, '') === tag;
  });
}
