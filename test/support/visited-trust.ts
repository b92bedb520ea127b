// A trust in Chromium: ways to sign in as its people, and to look at a page.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { postBaselineChanges } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { type Letting, letIn } from '../../src/people/commands.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { faultsOf, faultsShown, startChromium } from './chromium.ts';
import { freshDatabase } from './database.ts';

export const folder = 'fixtures/demo';
const bytesMax = 100 * 1024;

/** Loads the trust of the demonstration without any file. */
export async function loadDemonstration(database: Database): Promise<string> {
  const { trustId } = await loadTrust(database, {
    folder,
    by: 'test',
    recordedAt: '2026-09-01T08:00:00.000Z',
    afterLoad: async (tenant, changes, { by, recordedAt }) => {
      await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'load' });
    },
  });
  return trustId;
}

interface Visited {
  readonly load?: (database: Database) => Promise<string>;
  /** Null lets in those for the whole trust alone. */
  readonly urn?: string | null;
}

interface Listed extends Letting {
  readonly schools?: readonly string[];
}

/**
 * The trust of the demonstration, or another that `load` makes, into which the same people are let: those of
 * one school for `urn`.
 */
export async function visitTrust(t: Test, { load = loadDemonstration, urn }: Visited = {}) {
  const database = await freshDatabase(t);
  const trustId = await load(database);
  const at = '2026-09-02T08:00:00.000Z';
  const people: Listed[] = JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8'));
  for (const { schools, ...person } of people) {
    if (schools && urn === null) continue;
    const urns = schools && urn ? [urn] : schools;
    await letIn(database, { trustId, at, by: 'test' }, { ...person, urns });
  }
  const demonstration = { trustId, emails: new Set(people.map(({ email }) => email)) };
  const app = buildApp({ database, config: { uploadBytesMax: 2e6 }, demonstration });
  t.teardown(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const base = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const browser = await startChromium(t);
  const signIn = async (name: string, path: string, javaScriptEnabled = true) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    page.setDefaultTimeout(10_000);
    await page.goto(`${base}/trusts/${trustId}${path}`);
    await page.getByRole('button', { name: `Sign in as ${name}` }).click();
    return page;
  };
  /** What axe, the validator and three widths find wrong with a page. */
  const look = async (page: Page) => {
    const where = `${page.url()} ${await page.title()}`;
    t.strictSame(await faultsShown(page), [], where);
    const html = await page.content();
    t.ok(html.length < bytesMax, `${page.url()} has ${html.length} bytes`);
    const answer = await page.request.get(page.url());
    if (answer.ok()) t.strictSame(await faultsOf(await answer.text()), [], where);
  };
  const imports = () => inTrust(database, trustId, (tenant) => importsOf(tenant));
  return { database, trustId, base: `${base}/trusts/${trustId}`, signIn, look, imports };
}
