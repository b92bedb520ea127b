// Loading a month in Chromium: with and without scripts, from the file to the journal and back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { urlOf } from '../support/database.ts';
import { folder, visitTrust } from '../support/visited-trust.ts';

t.setTimeout(600_000);

async function send(page: Page, name: string, content: string | Buffer, supplier?: string) {
  if (supplier) await page.getByLabel('Supplier').selectOption(supplier);
  const buffer = Buffer.from(content);
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer });
  await page.getByRole('button', { name: 'Check file' }).click();
}

const northfield = () => readFileSync(join(folder, 'invoices/northfield-2025-10-06.csv'), 'utf8');

t.test('a month with errors is loaded, mended, and taken back', async (t) => {
  const { signIn, look, imports } = await visitTrust(t);
  for (const isScripted of [true, false]) {
    const page = await signIn('Gwen Pascoe', '/imports', isScripted);
    const see = async () => (isScripted ? look(page) : undefined);
    await see();
    await page.getByRole('button', { name: 'Send a file of invoices' }).click();
    await see();
    await page.getByRole('button', { name: 'Check file' }).click();
    t.match(await page.title(), /^Error: /);
    await page.getByRole('link', { name: /Choose the file of invoices/ }).click();

    const broken = northfield().replace('North Hub', 'Nowhere Hub').replace('530.00', '53O.00');
    await send(page, 'northfield-2025-10-06.csv', broken);
    t.match(page.url(), /\/imports\/[0-9a-f-]{36}$/);
    await see();
    const check = (await page.locator('main').textContent()) ?? '';
    t.match(check, /'Nowhere Hub'/);
    t.match(check, /Rows that are not posted/);
    t.match(check, /What it changes for each school/);
    const copy = page.getByRole('link', { name: /Download the rows to mend/ });
    const href = (await copy.getAttribute('href')) ?? '';
    const mendable = await (await page.request.get(new URL(href, page.url()).href)).text();
    t.match(mendable, /Why it waits/);

    await page.getByLabel(/What the rows should add up to/).fill('£1,00.5x');
    await page.getByRole('button', { name: 'Confirm import' }).click();
    t.match(await page.title(), /^Error: /);
    t.equal(await page.getByLabel(/What the rows should add up to/).inputValue(), '£1,00.5x');
    await page.getByLabel(/What the rows should add up to/).fill('1.00');
    await page.getByLabel(/Post nothing unless/).check();
    await page.getByRole('button', { name: 'Confirm import' }).click();
    t.match(await page.locator('.govuk-error-summary').textContent(), /£1.00 was expected/);
    t.ok(await page.getByLabel(/Post nothing unless/).isChecked(), 'what was chosen stays');
    await page.getByLabel(/What the rows should add up to/).fill('');
    await page.getByLabel(/Post nothing unless/).uncheck();
    await page.getByRole('button', { name: 'Confirm import' }).click();
    t.match(await page.locator('.govuk-panel').textContent(), /Journal \d+/);
    await see();
    const posted = page.url();

    await page.getByRole('link', { name: 'Send another file' }).click();
    const mended = mendable.replace('Nowhere Hub', 'North Hub').replace('53O.00', '530.00');
    await send(page, 'northfield-2025-10-06 to mend.csv', mended);
    t.match(await page.locator('main').textContent(), /Every row of the file can be read/);
    await page.getByRole('button', { name: 'Confirm import' }).click();
    t.match(await page.locator('.govuk-panel').textContent(), /Journal \d+/);
    const [copyOf] = (await imports()).slice(-1);
    t.ok(copyOf && copyOf.rows.held + copyOf.rows.refused === 0);

    for (const url of [page.url(), posted]) {
      await page.goto(url);
      await page.getByRole('link', { name: 'Take this import back' }).click();
      await see();
      t.match(await page.locator('main').textContent(), /What it changes for each school/);
      await page.getByRole('button', { name: 'Undo this import' }).click();
      t.match(await page.title(), /taken back/);
      await see();
    }
    await page.getByRole('link', { name: 'Import', exact: true }).first().click();
    t.equal(
      await page.locator('.govuk-tag').filter({ hasText: 'Taken back' }).count(),
      isScripted ? 2 : 4,
    );
    await see();
    await page.context().close();
  }
});

t.test('a file that nobody has explained yet is explained once', async (t) => {
  const { signIn, look, imports } = await visitTrust(t);
  const file = [
    'Bill no;Bill date;Where;Name of worker;Grade;Days;Net amount;VAT amount',
    'Z1;2025-10-13;900001;A. Person;teacher;2;400.00;80.00',
    '',
  ].join('\n');
  const supplier = 'Quickstead Cover Agency';
  const manager = await signIn('Gwen Pascoe', '/imports/new');
  await send(manager, 'october list.csv', file, supplier);
  t.match(
    await manager.locator('main').textContent(),
    /How files are read is part of the register/,
  );
  const asked = manager.url();

  const page = await signIn('Imran Ashdown', '/imports/new');
  const elsewhere = await page.request.get(asked);
  t.equal(elsewhere.status(), 404, 'a file that waits is there for its sender alone');
  await send(page, 'october list.csv', file);
  t.match(await page.title(), /Say whose file it is/);
  await look(page);
  await page.getByLabel('Supplier').selectOption(supplier);
  await page.getByRole('button', { name: 'Check file' }).click();
  t.match(await page.title(), /Say how the file is read/);
  await look(page);
  await page.getByLabel('Where').selectOption('kept');
  await page.getByLabel('Name of worker').selectOption('personal');
  await page.getByRole('button', { name: 'Keep this and check file' }).click();
  t.match(await page.title(), /^Error: /);
  t.equal(await page.getByLabel('Name of worker').inputValue(), 'personal', 'what was said stays');
  await page.getByLabel('Where').selectOption('school');
  await page.getByLabel('Grade').selectOption('item');
  await page.getByRole('button', { name: 'Keep this and check file' }).click();
  t.match(await page.title(), /Check october list.csv/);
  await look(page);

  await page.goto(page.url().replace(/[^/]+$/, 'new'));
  const more = file
    .replace('Z1', 'Z2')
    .replaceAll(';Days', ';Phone;Days')
    .replace(';2;', ';020;2;');
  await send(page, 'october list.csv', more);
  t.match(await page.locator('main').textContent(), /did not have: "Phone"/);
  t.equal(await page.getByLabel('Phone').inputValue(), '', 'nobody has said what it is');
  await page.getByLabel('Phone').selectOption('personal');
  await page.getByRole('button', { name: 'Keep this and check file' }).click();
  t.match(await page.title(), /Check october list.csv/);
  await page.getByRole('button', { name: 'Forget this file' }).click();
  t.equal((await imports()).length, 1);
});

t.test('a file is dropped, a large one is watched, stopped, and posted after all', async (t) => {
  const { database, signIn, look, imports } = await visitTrust(t);
  const page = await signIn('Imran Ashdown', '/imports/new');
  const main = page.locator('main');
  await look(page);
  const [header = '', row = ''] = northfield().split(/\r?\n/);
  const number = row.split(';')[0] ?? '';
  const rows = Array.from({ length: 5001 }, (_, index) => row.replace(number, `L-${index}`));
  const content = [header, ...rows, ''].join('\n');
  const dropped = await page.evaluateHandle((text) => {
    const { DataTransfer: Transfer, File: Dropped } = globalThis as unknown as Dropping;
    const transfer = new Transfer();
    transfer.items.add(new Dropped([text], 'northfield-large.csv', { type: 'text/csv' }));
    return transfer;
  }, content);
  const zone = page.locator('.ledger-drop');
  for (const event of ['dragover', 'drop']) {
    await zone.dispatchEvent(event, { dataTransfer: dropped });
  }
  await page.getByRole('button', { name: 'Check file' }).click();

  t.match(await page.title(), /^Checking northfield-large.csv/);
  t.match(await main.textContent(), /It waits for its turn/);
  await page.getByRole('link', { name: 'Stop that' }).click();
  await look(page);
  await page.getByRole('button', { name: 'Cancel' }).click();
  t.match(await main.textContent(), /its check did not come to an end\. Nothing of it counts/);
  t.match((await imports())[0], { state: 'received' });

  const now = () => new Date().toISOString();
  const report = (error: unknown) => t.fail(String(error));
  const url = urlOf(database);
  const worker = startRunWorker({ database, url, trustsAtOnce: 1, now, report });
  t.teardown(() => worker.stop(0));
  await page.getByRole('button', { name: 'Check file' }).click();
  // The page asks for itself again until the work is over.
  await page.getByRole('button', { name: 'Confirm import' }).waitFor({ timeout: 90_000 });
  t.match(await main.textContent(), /Confirming it posts \d+ rows/);
  await look(page);
  await page.getByRole('button', { name: 'Confirm import' }).click();
  await page.locator('.govuk-panel').waitFor({ timeout: 90_000 });
  t.match(await page.locator('.govuk-panel').textContent(), /Journal \d+/);
});

interface Dropping {
  DataTransfer: new () => { items: { add(file: unknown): void } };
  File: new (parts: string[], name: string, options: { type: string }) => unknown;
}
