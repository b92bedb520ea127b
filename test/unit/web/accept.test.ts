import type { FastifyRequest } from 'fastify';
import t from 'tap';
import { formatOf } from '../../../src/web/accept.ts';

const asked = (accept?: string) => ({ headers: { accept } }) as FastifyRequest;

t.test('the form that the caller likes best', async (t) => {
  for (const [accept, format] of [
    [undefined, 'json'],
    ['*/*', 'json'],
    ['text/html,*/*;q=0.8', 'json'],
    ['text/csv', 'csv'],
    ['TEXT/CSV; charset=utf-8', 'csv'],
    ['text/*', 'csv'],
    ['application/*', 'json'],
    ['application/x-ndjson, application/json;q=0.5', 'ndjson'],
    ['application/json;q=0.2, text/csv;q=0.7', 'csv'],
    ['application/json;q=0, */*;q=0.1', 'csv'],
  ] as const) {
    t.equal(formatOf(asked(accept), ['json', 'csv', 'ndjson']), format, accept ?? 'no wish');
  }
});

t.test('a caller that takes nothing of it is told so', async (t) => {
  const told = { message: /is not offered here. Accept one of application\/json, text\/csv.$/ };
  for (const accept of ['application/xml', 'text/csv;q=0', 'nonsense', 'application/x-ndjson']) {
    t.throws(() => formatOf(asked(accept), ['json', 'csv']), told, accept);
  }
});
