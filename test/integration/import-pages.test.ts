// Loading a month in Chromium: with and without scripts, from the file to the journal and back.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t from 'tap';
import { startRunWorker } from '../../src/cli/run-worker.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { titleShown } from '../support/chromium.ts';
import { urlOf } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';
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
    t.match(await titleShown(page), /^Error: /);
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
    t.match(await titleShown(page), /^Error: /);
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
      t.match(await titleShown(page), /taken back/);
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
  t.match(await titleShown(page), /Say whose file it is/);
  await look(page);
  await page.getByLabel('Supplier').selectOption(supplier);
  await page.getByRole('button', { name: 'Check file' }).click();
  t.match(await titleShown(page), /Say how the file is read/);
  await look(page);
  await page.getByLabel('Where').selectOption('kept');
  await page.getByLabel('Name of worker').selectOption('personal');
  await page.getByRole('button', { name: 'Keep this and check file' }).click();
  t.match(await titleShown(page), /^Error: /);
  t.equal(await page.getByLabel('Name of worker').inputValue(), 'personal', 'what was said stays');
  await page.getByLabel('Where').selectOption('school');
  await page.getByLabel('Grade').selectOption('item');
  await page.getByRole('button', { name: 'Keep this and check file' }).click();
  t.match(await titleShown(page), /Check october list.csv/);
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
  t.match(await titleShown(page), /Check october list.csv/);
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
  // The script that takes a dropped file has to be there.
  await page.locator('body.js-enabled').waitFor();
  const zone = page.locator('.ledger-drop');
  for (const event of ['dragover', 'drop']) {
    await zone.dispatchEvent(event, { dataTransfer: dropped });
  }
  await page.getByRole('button', { name: 'Check file' }).click();

  t.match(await titleShown(page), /^Checking northfield-large.csv/);
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
  const loads: string[] = [];
  page.on('request', (request) => {
    if (request.isNavigationRequest()) loads.push(`${request.method()} ${request.url()}`);
  });
  const unscripted = await signIn(
    'Imran Ashdown',
    new URL(page.url()).pathname.replace(/^.*(?=\/imports)/, ''),
    false,
  );
  await page.getByRole('button', { name: 'Check file' }).click();
  await unscripted.reload();
  // With scripts the page follows the work, without them it loads itself again: until it is over.
  for (const each of [page, unscripted]) {
    await each.getByRole('button', { name: 'Confirm import' }).waitFor({ timeout: 90_000 });
  }
  const methods = loads.map((load) => load.split(' ')[0]);
  t.strictSame(methods, ['POST', 'GET', 'GET'], 'loaded once, and once more when it was over');
  t.match(await main.textContent(), /Confirming it posts \d+ rows/);
  await look(page);
  await page.getByRole('button', { name: 'Confirm import' }).click();
  await page.locator('.govuk-panel').waitFor({ timeout: 90_000 });
  t.match(await page.locator('.govuk-panel').textContent(), /Journal \d+/);
});

t.test('a posted file is made again by a register that has changed', async (t) => {
  const people = smallTrust('Fernlea');
  const joint = 'A,2025-06-30,I,,,2025-06-01,2025-06-30,ALL,REAM,100,1350.00,0.00'.split(',');
  const { database, trustId, signIn, look, imports } = await visitTrust(t, {
    urn: '100001',
    load: async (fresh) => {
      const id = await loadFiles(fresh, people);
      await importText(fresh, id, 'june.csv', paperFile([joint]));
      return id;
    },
  });
  const [june] = await imports();
  const page = await signIn('Gwen Pascoe', `/imports/${june?.id}`);
  const main = page.locator('main');
  const ask = () => page.getByRole('link', { name: 'Make it again by today’s register' }).click();
  await ask();
  t.match(await main.textContent(), /No figure of a school changes/, 'nothing has changed yet');
  await look(page);

  const drivers = (people['drivers.csv'] ?? '').replace(/(100002,pupils,)\d+/, '$1247');
  t.not(drivers, people['drivers.csv']);
  await loadFiles(database, { ...people, 'drivers.csv': drivers });
  await page.reload();
  const rows = () => page.locator('#effect tbody').innerText();
  const shown = await rows();
  t.match(shown, /−21\.00[\s\S]*125\.30[\s\S]*−104\.30/);
  t.equal((await imports())[0]?.journalNumber, june?.journalNumber, 'it was only shown');
  await look(page);
  await page.getByLabel('Why (optional)').fill('A new census');
  await page.getByRole('button', { name: 'Make the file again' }).click();
  t.match(await titleShown(page), /june.csv: posted/);
  await ask();
  t.match(await main.textContent(), /No figure of a school changes/, 'it is as the register says');
  const { differences, notes } = await verifyTrust(database, trustId);
  t.strictSame([differences, notes], [[], []]);
  const [last] = await inTrust(
    database,
    trustId,
    ({ sql }) => sql`select kind, reason, recorded_by from journal order by number desc limit 1`,
  );
  t.match(last, { kind: 'repost', reason: 'A new census', recorded_by: 'Gwen Pascoe' });

  await page.goto(page.url().replace('/repost', '/undo'));
  await page.getByRole('button', { name: 'Undo this import' }).click();
  await page.goto(`${page.url()}/repost`);
  t.match(await main.textContent(), /june.csv is not posted, so there is nothing to make again/);
});

interface Dropping {
  DataTransfer: new () => { items: { add(file: unknown): void } };
  File: new (parts: string[], name: string, options: { type: string }) => unknown;
}
