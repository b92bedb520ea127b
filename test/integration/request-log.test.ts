// What the log holds, and what it does not.
import t from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { buildApp } from '../../src/app.ts';
import { logTo } from '../../src/web/request-log.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

t.test(
  'the log names requests, and holds no key, cookie, person, question or answer',
  async (t) => {
    const database = await freshDatabase(t);
    const trustId = await loadFiles(database, smallTrust('Ash Federation'));
    const at = '2026-02-01T00:00:00Z';
    const { key } = await addKey(database, { trustId, name: 'Robot', at });
    let written = '';
    const logger = logTo({ write: (line) => (written += line) }, 'trace');
    const app = buildApp({ database, config: { uploadBytesMax: 1_000 }, logger });
    t.teardown(() => app.close());
    app.get('/failing/:name', async () => {
      await database.client`select ${'secret-value'}::int from no_such_table_at_all`;
    });
    app.get('/drizzle/:name', () =>
      database.query.execute(`select 'secret-value' from hidden_table`),
    );
    app.get('/json/:name', async () => JSON.parse('secret-value'));
    const trust = `/v1/trusts/${trustId}`;
    const headers = {
      authorization: `Bearer ${key}`,
      cookie: '__Host-session=secret-value',
      'user-agent': 'secret-value\\r\\n{"level":60}',
      referer: 'https://example.org/jane.doe@example.org',
    };
    const asked = [
      { url: `${trust}/suppliers/Jane%20Doe?q=jane.doe%40example.org` },
      { url: `${trust}/jane.doe@example.org%0d%0a%7B%22level%22%3A60%7D?x=secret-value` },
      { url: '/failing/jane.doe@example.org?x=secret-value' },
      { url: '/drizzle/Jane%20Doe' },
      { url: '/json/Jane%20Doe' },
      { url: `${trust}/people`, method: 'POST', payload: { email: 'jane.doe@example.org' } },
      { url: `${trust}/%ff%0a%0d` },
      { url: trust, headers: { authorization: 'Bearer slk_secret-value' } },
    ] as const;
    const answers = [];
    for (const request of asked) answers.push(await app.inject({ headers, ...request }));
    t.strictSame(
      answers.map(({ statusCode }) => statusCode),
      [404, 404, 500, 500, 500, 400, 400, 401],
    );
    for (const { body } of answers.slice(2, 5)) t.notMatch(body, /secret|select|hidden|no_such/);
    t.notMatch(written, /secret|slk_|jane|doe|example\.org|select|hidden|no_such|Ash/i);
    const lines = written.trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line));
    t.ok(
      entries.every(({ level }) => level <= 50),
      'and nobody writes a line into it',
    );
    const ids = new Set(entries.map(({ reqId }) => reqId));
    for (const { headers, statusCode } of answers) {
      if (statusCode !== 400)
        t.ok(ids.has(headers['x-request-id']), 'each answer names its request');
    }
    t.match(
      entries.filter(({ msg }) => msg === 'request failed').map(({ err }) => err),
      [{ code: '42P01', stack: /at / }, { code: '42P01' }, { type: 'SyntaxError' }],
    );
    t.match(
      entries.find(({ req }) => req?.route === '/v1/trusts/:trust/suppliers/:supplier'),
      { req: { method: 'GET' }, reqId: /^[0-9a-f-]{36}$/ },
    );
  },
);
