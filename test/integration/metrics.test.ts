// What the service tells of itself, and where.
import t from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { buildApp } from '../../src/app.ts';
import { readConfig } from '../../src/config.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { Problem } from '../../src/problem.ts';
import { buildMetricsApp, measure } from '../../src/web/metrics.ts';
import { asCsv } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

t.test('figures about the service name no trust, school or person', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Ash Federation'));
  const at = '2026-02-01T00:00:00Z';
  const { key } = await addKey(database, { trustId, name: 'Robot', at });
  const app = buildApp({ database, config: { uploadBytesMax: 10_000 } });
  const metrics = measure(app, { database, standby: undefined });
  const metricsApp = buildMetricsApp(metrics);
  t.teardown(() => Promise.all([app.close(), metricsApp.close()]));
  const headers = { authorization: `Bearer ${key}` };
  const trust = `/v1/trusts/${trustId}`;
  await app.inject({ url: `${trust}/schools/100001`, headers });
  await app.inject({ url: `${trust}/schools/Jane%20Doe`, headers });
  await app.inject({ url: '/jane.doe@example.org', headers });
  const file = paperFile([
    [
      'A',
      '2025-06-30',
      'I',
      '',
      '',
      '2025-06-01',
      '2025-06-30',
      '100001',
      'REAM',
      10,
      '25.00',
      '5.00',
    ],
  ]);
  const send = { method: 'POST', headers: { ...headers, ...asCsv } } as const;
  const sent = await app.inject({ ...send, url: `${trust}/imports?file=a.csv`, payload: file });
  const confirm = `${trust}/imports/${sent.json().id}/confirm`;
  const posted = await app.inject({ method: 'POST', headers, url: confirm, payload: {} });
  t.equal(posted.statusCode, 200, posted.body);

  const read = async () => (await metricsApp.inject('/metrics')).body;
  const text = await inTrust(database, trustId, read);
  const school = 'method="GET",route="/v1/trusts/:trust/schools/:urn"';
  for (const line of [
    `savings_ledger_request_seconds_count{${school},status="200"} 1`,
    `savings_ledger_request_seconds_count{${school},status="400"} 1`,
    'savings_ledger_request_seconds_count{method="GET",route="none",status="404"} 1',
    'savings_ledger_transactions{state="open"} 1',
    'savings_ledger_transactions{state="waiting"} 0',
    'savings_ledger_runs_open 0',
    'savings_ledger_imports_posted_total 1',
  ]) {
    t.ok(text.includes(`${line}\n`), line);
  }
  t.match(text, /^savings_ledger_nodejs_eventloop_lag_seconds \d/m);
  t.notMatch(text, /Ash|100001|jane|Robot|slk_/i);
  t.notOk(text.includes(trustId));
  t.match(await read(), /transactions\{state="open"\} 0\n/);
  metrics.countPosted();
  t.match(await read(), /imports_posted_total 2\n/);
  t.equal((await app.inject('/metrics')).statusCode, 404, 'not where callers ask');
  await database.close();
  t.match(await read(), /runs_open Nan\n/, 'a database that is away hides nothing else');
});

t.test('the address of a caller is what a trusted proxy says, and nobody else', async (t) => {
  const database = await freshDatabase(t);
  for (const [trustedProxies, seen] of [
    [[], '192.0.2.9'],
    [['192.0.2.9'], '203.0.113.7'],
    [['192.0.3.0/24'], '192.0.2.9'],
  ] as const) {
    const app = buildApp({ database, config: { uploadBytesMax: 1, trustedProxies } });
    t.teardown(() => app.close());
    app.get('/address', async ({ ip }) => ip);
    const headers = { 'x-forwarded-for': '203.0.113.7' };
    const answer = await app.inject({ url: '/address', headers, remoteAddress: '192.0.2.9' });
    t.equal(answer.body, seen, trustedProxies.join());
  }
  t.match(readConfig({ TRUSTED_PROXIES: '10.0.0.5, 10.1.0.0/16', METRICS_ADDRESS: '[::1]:9464' }), {
    trustedProxies: ['10.0.0.5', '10.1.0.0/16'],
    metrics: { port: 9464 },
  });
  const wrong = { TRUSTED_PROXIES: 'proxy.example.org', METRICS_ADDRESS: '9464' };
  const columns = () => {
    try {
      readConfig(wrong);
      return [];
    } catch (error) {
      return error instanceof Problem ? error.details.map(({ column }) => column) : [];
    }
  };
  t.strictSame(columns().sort(), ['METRICS_ADDRESS', 'TRUSTED_PROXIES']);
});
