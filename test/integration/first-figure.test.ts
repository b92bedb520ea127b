// An empty trust on its pages, from nothing to its first figure; and who is let in.
import t from 'tap';
import { verifyTrust } from '../../src/verification/commands.ts';
import { titleShown } from '../support/chromium.ts';
import { loadFiles } from '../support/small-trust.ts';
import { visitTrust } from '../support/visited-trust.ts';

t.setTimeout(300_000);

const empty = { 'trust.csv': 'name,kind,year_starts_month\nFernlea,federation,9\n' };

t.test('from nothing to the first figure', async (t) => {
  const { database, trustId, base, signIn, look } = await visitTrust(t, {
    urn: null,
    load: (fresh) => loadFiles(fresh, empty),
  });
  const page = await signIn('Ruth Ferris', '');
  const main = page.locator('main');
  const press = (name: string) => page.getByRole('button', { name }).click();
  const labelled = (label: string) =>
    page.locator('form').getByLabel(new RegExp(`^${label.replace(/[()]/g, '\\$&')}`));
  const fill = async (fields: Record<string, string>) => {
    for (const [label, value] of Object.entries(fields)) await labelled(label).fill(value);
  };
  const choose = async (fields: Record<string, string>) => {
    for (const [label, value] of Object.entries(fields)) {
      await labelled(label).selectOption(value);
    }
  };
  await page.goto(base);
  t.match(await main.textContent(), /Four steps lead to the first one/);
  await look(page);

  await t.test('schools: one by one, and from a file', async (t) => {
    await page.getByRole('link', { name: 'Load the schools' }).click();
    await look(page);
    await press('Add a school');
    await look(page);
    await press('Add this school');
    t.match(await titleShown(page), /^Error: /);
    await look(page);
    await page.locator('.govuk-error-summary a').first().click();
    t.equal(await page.evaluate('document.activeElement.id'), 'urn');
    await fill({ URN: '100001', Name: 'Ash', 'First day in the trust': '2025-01-01' });
    await choose({ Phase: 'primary', Status: 'maintained', 'First month of': '4' });
    await fill({ 'VAT that it gets back': '100', 'Pupils (optional)': '200' });
    await fill({ 'Where that number comes from': 'Census of January 2025' });
    await press('Add this school');
    t.match(await main.textContent(), /Ash[\s\S]*200, Census/);
    await look(page);
    await page.getByRole('link', { name: 'Load many from a file' }).click();
    await look(page);
    await press('Load this file');
    t.match(await titleShown(page), /^Error: /);
    await look(page);
    const rows = [
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      '100002,Beech,primary,maintained,2025-01-01,,4,most',
    ].join('\n');
    const send = async (text: string) => {
      await choose({ 'What the file holds': 'schools.csv' });
      const buffer = Buffer.from(text);
      const file = { name: 'our schools.csv', mimeType: 'text/csv', buffer };
      await page.locator('input[type=file]').setInputFiles(file);
      await press('Load this file');
    };
    await send(rows);
    t.match(await main.textContent(), /Row 2, column "vat_recovery_rate"/);
    await send(rows.replace('most', '1'));
    t.match(await main.textContent(), /Loaded, with 1 row\./);
    await look(page);
    await page.goto(`${base}/schools`);
    await page.getByRole('link', { name: 'Beech' }).click();
    await look(page);
    t.equal(await page.getByLabel('VAT that it gets back').inputValue(), '100');
    await page.getByRole('link', { name: 'Its sizes' }).click();
    await choose({ 'What is counted': 'pupils' });
    await fill({ 'How many': '100', 'From which day on': '2025-01-01' });
    await fill({ 'Where it comes from': 'Census of January 2025' });
    await press('Add this size');
    t.match(await page.locator('#sizes').textContent(), /Pupils[\s\S]*100/);
    await look(page);
  });

  await t.test('a contract with its schools and a price', async (t) => {
    await page.goto(base);
    await page.getByRole('link', { name: 'Add a contract' }).click();
    await press('Add a contract');
    await look(page);
    await fill({ Reference: 'PAY-1', 'What it is about': 'Payroll', Supplier: 'Brook Payroll' });
    await fill({ 'Kind of purchase': 'payroll', 'Code of the accounts': 'E28a' });
    await fill({ 'First day': '2025-01-01', 'Last day': '2027-12-31', 'Months of notice': '3' });
    await choose({ 'How a joint line is shared': 'pupils' });
    await press('Add this contract');
    t.match(await titleShown(page), /Who takes part in Payroll/);
    for (const urn of ['100001', '100002']) {
      await choose({ School: urn });
      await fill({ 'First day in the contract': '2025-01-01' });
      await press('Save this school');
    }
    t.match(await page.locator('#participants').textContent(), /Ash[\s\S]*200 from[\s\S]*Beech/);
    await look(page);
    await page.getByRole('link', { name: 'Add its prices' }).click();
    await look(page);
    await fill({ 'Code of the item': 'PAYSLIP', 'Price, net of VAT': '3.25' });
    await choose({ 'Price for one': 'payslip', 'Kind of cost': 'recurring' });
    await choose({ 'Who gets the quantity': 'consumed' });
    await fill({ 'First day of the price': '2025-01-01' });
    await press('Add this price');
    t.match(await page.locator('#prices').textContent(), /PAYSLIP[\s\S]*£3.25/);
    await page.goto(`${base}/contracts/PAY-1/edit`);
    await look(page);
    t.equal(await labelled('Supplier').inputValue(), 'Brook Payroll');
    await fill({ 'What it is about': 'Payroll for all' });
    await press('Save the contract');
    t.match(await titleShown(page), /Payroll for all/);
    await look(page);
  });

  await t.test('what they paid before, approved by another', async () => {
    await page.goto(base);
    await page.getByRole('link', { name: 'Say what the schools paid before' }).click();
    await page.locator('#gaps a').first().click();
    await fill({ 'Price of one unit before': '4.10', 'Where it can be checked': 'Old contract' });
    await choose({ 'Where the price comes from': 'previous_contract' });
    await page.getByLabel('First day').fill('2025-01-01');
    await press('Save for approval');
    const at = page.url();
    const other = await signIn('Imran Ashdown', '');
    await other.goto(at);
    await other.getByRole('button', { name: 'See what approving it changes' }).click();
    await other.getByRole('button', { name: 'Approve this price' }).click();
  });

  await t.test("the first file of a supplier's is explained, and there is a figure", async (t) => {
    await page.goto(base);
    await page.getByRole('link', { name: "Import a supplier's file" }).click();
    await press('Send a file of invoices');
    const text = [
      'Bill no,Bill date,Where,What,How many,Net amount,VAT amount',
      'B1,2025-10-13,100001,PAYSLIP,100,325.00,65.00',
      '',
    ].join('\n');
    const file = { name: 'october.csv', mimeType: 'text/csv', buffer: Buffer.from(text) };
    await page.locator('input[type=file]').setInputFiles(file);
    await press('Check file');
    await choose({ Supplier: 'Brook Payroll' });
    await press('Check file');
    t.match(await titleShown(page), /Say how the file is read/);
    await look(page);
    await choose({ Where: 'school', What$: 'item', 'How many': 'quantity' });
    await press('Keep this and check file');
    await press('Confirm import');
    t.match(await page.locator('.govuk-panel').textContent(), /Journal/);
    await page.goto(base);
    t.match(await main.textContent(), /Realised\s*£85/);
    t.strictSame((await verifyTrust(database, trustId)).differences, []);
  });
});

t.test('people are let in and out, and keys are shown once', async (t) => {
  const { base, signIn, look } = await visitTrust(t);
  const page = await signIn('Ruth Ferris', '/people');
  const main = page.locator('main');
  await look(page);
  await page.getByRole('button', { name: 'Let this person in' }).click();
  t.match(await titleShown(page), /^Error: /);
  await look(page);
  await page.getByLabel('Name').fill('Nina Cole');
  await page.getByLabel('Address for mail').fill('nina@millrace.example');
  await page.getByLabel('Role').selectOption('school_approver');
  await page.getByRole('button', { name: 'Let this person in' }).click();
  t.match(await titleShown(page), /^Error: /, 'a head is let in for a school');
  await page.getByLabel(/Millrace/).check();
  await page.getByRole('button', { name: 'Let this person in' }).click();
  t.match(await page.locator('#people').textContent(), /Nina Cole[\s\S]*Millrace/);
  await page.getByText('End somebody’s role').click();
  await page.getByRole('button', { name: 'End the role of Nina Cole' }).click();
  t.notMatch(await page.locator('#people').textContent(), /Nina Cole/);

  await page.goto(`${base}/keys`);
  await look(page);
  await page.getByRole('button', { name: 'Give out this key' }).click();
  t.match(await titleShown(page), /^Error: /);
  await page.getByRole('link', { name: 'Choose what it opens.' }).click();
  t.equal(await page.evaluate('document.activeElement.id'), 'scopes');
  await look(page);
  await page.getByLabel('Who or what uses it').fill('Power BI');
  await page.getByLabel(/^See the savings/).check();
  await page.getByLabel('Last day on which it works').fill('2099-01-01');
  await page.getByRole('button', { name: 'Give out this key' }).click();
  await look(page);
  const key = await page.locator('#given code').textContent();
  const headers = { authorization: `Bearer ${key}` };
  const api = base.replace('/trusts/', '/v1/trusts/');
  t.equal((await page.request.get(`${api}/savings`, { headers })).status(), 200, 'it works');
  await page.goto(`${base}/keys`);
  t.notMatch(await page.content(), String(key), 'it is shown once');
  await page.getByRole('button', { name: 'End Power BI' }).click();
  t.match(await main.textContent(), /No key is given out/);
  t.equal((await page.request.get(`${api}/savings`, { headers })).status(), 401);
  const lead = await signIn('Imran Ashdown', '/people');
  t.match(await lead.locator('main').textContent(), /not open to you/);
});
