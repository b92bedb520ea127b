// Takes the pictures of the pages for docs/PAGES.md: npm run screenshots. The demonstration is loaded anew, and
// the day is always the same, so that a picture changes only with its page.
import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { buildApp } from '../src/app.ts';
import { letPeopleIn } from '../src/cli/demo-people.ts';
import { postBaselineChanges } from '../src/corrections/commands.ts';
import { openEngine } from '../src/database/engine.ts';
import { sealReport } from '../src/seals/commands.ts';
import { loadTrust } from '../src/trusts/commands.ts';
import { chromiumPath, installChromium } from '../test/support/chromium.ts';
import { importPath } from '../test/support/small-trust.ts';
import { pictures } from './pictures.ts';

const fixtures = 'fixtures/demo';
const at = '2026-09-01T08:00:00.000Z';
const say = (line: string) => console.error(line);

const folder = await mkdtemp(join(tmpdir(), 'screenshots-'));
const engine = await openEngine(
  { databaseUrl: process.env.DATABASE_URL, dataFolder: join(folder, 'data') },
  say,
);
const { database } = engine;
const { trustId } = await loadTrust(database, {
  folder: fixtures,
  by: 'demonstration',
  recordedAt: at,
  afterLoad: async (tenant, changes, { by, recordedAt }) => {
    await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'load' });
  },
});
const order = readFileSync(join(fixtures, 'invoices/ORDER.txt'), 'utf8').split(/\r?\n/);
for (const file of order.filter(Boolean)) {
  await importPath(database, trustId, file, join(fixtures, 'invoices', file));
}
const window = { from: undefined, to: undefined };
const sealed = {
  title: 'Board meeting of 14 October 2026',
  cut: ['school'],
  by: 'Ruth Ferris',
} as const;
await sealReport(database, trustId, { ...sealed, whoKind: 'person', window, at });

const demonstration = await letPeopleIn(database, { trustId, folder: fixtures, at });
const app = buildApp({
  database,
  config: { uploadBytesMax: 1e6 },
  now: () => '2026-09-02T09:00:00.000Z',
  demonstration,
});
await app.listen({ port: 0, host: '127.0.0.1' });
const base = `http://localhost:${(app.server.address() as AddressInfo).port}`;
installChromium(say);
const browser = await chromium.launch({
  executablePath: chromiumPath,
  args: ['--no-sandbox'],
});
await mkdir('docs/pictures', { recursive: true });
for (const { name, path, person } of pictures) {
  const page = await browser.newPage({ viewport: { width: 1100, height: 1000 } });
  await page.goto(`${base}/sign-in`);
  await page.getByRole('button', { name: `Sign in as ${person}` }).click();
  const answer = await page.goto(`${base}/trusts/${trustId}${path}`);
  if (answer?.status() !== 200) throw new Error(`${path} is not open to ${person}`);
  await page.screenshot({ path: `docs/pictures/${name}.png` });
  say(`docs/pictures/${name}.png`);
  await page.close();
}
await browser.close();
await app.close();
await engine.stop();
await rm(folder, { recursive: true, force: true });
