// What a person decides on pages, in Chromium: each effect is shown before anything is saved.
import { createHash } from 'node:crypto';
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { waitingGroups } from '../../src/queue/store.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { titleShown } from '../support/chromium.ts';
import { row } from '../support/settling.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';
import { visitTrust } from '../support/visited-trust.ts';

t.setTimeout(300_000);

const people = smallTrust('Fernlea');

t.test('rows that wait are decided one reason after the other', async (t) => {
  const { database, trustId, signIn, look, imports } = await visitTrust(t, {
    urn: '100001',
    load: async (fresh) => {
      const id = await loadFiles(fresh, people);
      await importText(
        fresh,
        id,
        'june.csv',
        paperFile([
          row('A'),
          row('B', { school: 'Elm' }),
          row('C', { school: 'Oak' }),
          row('D', { kind: 'C', of: 'A', quantity: '', net: '-5.00' }),
        ]),
      );
      await importText(
        fresh,
        id,
        'july.csv',
        paperFile([
          row('E', { school: 'Elm' }),
          row('A', { net: '30.00' }),
          row('F', { item: 'Paper A4' }),
        ]),
      );
      return id;
    },
  });
  const waiting = async () => {
    const groups = await inTrust(database, trustId, (tenant) => waitingGroups(tenant));
    return groups.map(({ code, rows }) => `${code} ${rows}`);
  };
  const page = await signIn('Imran Ashdown', '/queue');
  const main = page.locator('main');
  await look(page);
  t.match(await main.textContent(), /5 rows of files, £[\d.]+ net, are in no figure/);

  await t.test('a school is named, after its effect was shown', async (t) => {
    await page.getByRole('link', { name: /Elm/ }).first().click();
    await look(page);
    t.match(await main.textContent(), /2 rows wait for the same/);
    await page.getByText('Say which school it is').click();
    await page.getByRole('button', { name: 'Show what it changes' }).click();
    t.match(await titleShown(page), /^Error: /);
    await page.getByRole('link', { name: 'Choose the school.' }).click();
    t.equal(await page.evaluate('document.activeElement.id'), 'urn', 'it leads to the field');
    await look(page);
    await page.getByLabel('School', { exact: true }).selectOption('100001');
    await page.getByRole('button', { name: 'Show what it changes' }).click();
    await look(page);
    t.match(await main.textContent(), /Nothing is saved yet[\s\S]*What it changes for each school/);
    t.ok((await waiting()).includes('school.unknown 2'), 'it was only told');
    await page.getByRole('button', { name: 'Save this decision' }).click();
    t.match(await main.textContent(), /Done, with journal \d/);
    await look(page);
    t.notOk((await waiting()).includes('school.unknown 2'), 'both rows are posted');
  });

  await t.test('which version counts, what a credit is for, what counts not at all', async (t) => {
    const decide = async () => {
      await page.getByRole('button', { name: 'Show what it changes' }).click();
      await page.getByRole('button', { name: 'Save this decision' }).click();
    };
    await page.getByRole('link', { name: /came before with other content/ }).click();
    await look(page);
    await page.getByText('This file is right').click();
    await decide();
    await page.getByRole('link', { name: /credit/i }).click();
    await look(page);
    await page.getByText('Say what the credit is for').click();
    await page.getByLabel('What the credit is for', { exact: true }).selectOption('price');
    await decide();
    await page.getByRole('link', { name: /Oak/ }).click();
    await page.getByText('It should not count at all').click();
    await page.getByLabel('Why', { exact: true }).fill('A pro forma.');
    await decide();
    t.match(await main.textContent(), /Done\. No figure changed/);
    t.match(await main.textContent(), /No row waits/);
    t.strictSame(await waiting(), []);
    await look(page);
  });

  await t.test('an item is said to be a known one', async (t) => {
    await page.getByRole('link', { name: 'Paper A4' }).click();
    await look(page);
    await page.getByRole('button', { name: 'Show what it changes' }).click();
    t.match(await titleShown(page), /^Error: /);
    await page.getByLabel('If it is a known item, which one').selectOption('REAM');
    await page.getByRole('button', { name: 'Show what it changes' }).click();
    await look(page);
    await page.getByRole('button', { name: 'Save this decision' }).click();
    t.equal(await page.getByRole('link', { name: 'Paper A4' }).count(), 0);
  });

  await t.test('a dismissed row counts after all, found through its import', async (t) => {
    const june = (await imports()).find(
      ({ file, state }) => file === 'june.csv' && state === 'posted',
    );
    await page.goto(page.url().replace(/queue.*/, `imports/${june?.id}`));
    await page.getByText('Cell by cell').first().click();
    await page.locator('#cells').getByRole('link', { name: '4', exact: true }).click();
    await look(page);
    await page.getByRole('button', { name: 'Show what it changes' }).click();
    await page.getByRole('button', { name: 'Save this decision' }).click();
    t.strictSame(await waiting(), ['school.unknown 1']);
    t.strictSame((await verifyTrust(database, trustId)).differences, []);
  });

  const trustee = await signIn('Sunita Rao', '/queue');
  t.match(await trustee.locator('main').textContent(), /not open to you/);
});

t.test(
  'what a school paid before is said, worked out, approved by another, withdrawn',
  async (t) => {
    const { database, trustId, base, signIn, look } = await visitTrust(t, {
      urn: '100001',
      load: async (fresh) => {
        const id = await loadFiles(fresh, people);
        const desk = row('A', { item: 'DESK', school: '100001', quantity: 1, net: '90.00' });
        await importText(fresh, id, 'june.csv', paperFile([desk, row('B', { school: '100003' })]));
        return id;
      },
    });
    const page = await signIn('Gwen Pascoe', '/baselines');
    const main = page.locator('main');
    await look(page);
    t.match(await main.textContent(), /Not said yet[\s\S]*DESK, by Paper/);
    await page.locator('#gaps a', { hasText: 'DESK' }).first().click();
    await look(page);
    await page.getByRole('button', { name: 'Save for approval' }).click();
    t.match(await titleShown(page), /^Error: /);
    await page.getByRole('link', { name: /Write the price of one unit/ }).click();
    t.equal(await page.evaluate('document.activeElement.id'), 'unit_price');
    await look(page);
    t.equal(await page.getByLabel('School').inputValue(), '100001', 'what was chosen stays');
    await page.getByLabel(/Price of one unit before/).fill('£100');
    await page.getByLabel('Where the price comes from').selectOption('previous_contract');
    await page.getByLabel('Where it can be checked').fill('Contract of 2024');
    await page.getByLabel('First day').fill('2025-01-01');
    await page.getByRole('button', { name: 'Save for approval' }).click();
    await look(page);
    t.match(
      await main.textContent(),
      /paid £100.00 for one DESK[\s\S]*somebody else has to approve/,
    );
    t.equal(await page.getByRole('link', { name: 'See what approving' }).count(), 0);

    await t.test('a document proves it, known by its bytes and not by its name', async (t) => {
      const invoice = {
        name: 'Invoice 2024.docx',
        mimeType: 'application/msword',
        buffer: Buffer.from('%PDF-1.7 ninety pounds a desk'),
      };
      const sha256 = createHash('sha256').update(invoice.buffer).digest('hex');
      const add = page.getByRole('button', { name: 'Add this document' });
      await page.getByRole('link', { name: 'Add a document' }).click();
      await look(page);
      await add.click();
      t.match(await titleShown(page), /^Error: Add a document/);
      await page.getByRole('link', { name: 'Choose the document.' }).click();
      t.equal(await page.evaluate('document.activeElement.id'), 'file');
      await page.getByLabel('Document', { exact: true }).setInputFiles(invoice);
      await add.click();
      await look(page);
      const documents = page.locator('main');
      t.match(await documents.textContent(), `PDF, 29 bytes. Added by Gwen Pascoe`);
      t.match(await documents.textContent(), `SHA-256 ${sha256}`);
      const link = await page.getByRole('link', { name: invoice.name }).getAttribute('href');
      const taken = await page.request.get(`${new URL(base).origin}${link}`);
      t.strictSame(await taken.body(), invoice.buffer, 'it comes back as it was sent');

      await page.getByRole('link', { name: 'Add a document' }).click();
      await page
        .getByLabel('Document', { exact: true })
        .setInputFiles({ ...invoice, name: 'another.pdf' });
      await add.click();
      t.match(await main.textContent(), /This is “Invoice 2024.docx”, byte for byte/);
      await page.getByRole('radio', { name: 'It stays where it is' }).check();
      await add.click();
      t.match(await main.textContent(), /Write the address at which it lies/);
      t.ok(
        await page.getByRole('radio', { name: 'It stays where it is' }).isChecked(),
        'what was said is kept',
      );
      await look(page);
      await page.getByLabel('Its address').fill('https://intranet.example.org/2024/desks.pdf');
      await page.getByLabel('Document', { exact: true }).setInputFiles(invoice);
      await add.click();
      t.match(
        await main.textContent(),
        /It lies elsewhere[\s\S]*The same document as “Invoice 2024.docx”, byte for byte/,
      );
      await look(page);
      const large = { ...invoice, buffer: Buffer.alloc(2_100_000, 'x') };
      await page.getByRole('link', { name: 'Add a document' }).click();
      await page.getByLabel('Document', { exact: true }).setInputFiles(large);
      await add.click();
      t.match(await main.textContent(), /larger than 1 MiB[\s\S]*evidence may be a link/);
    });

    const other = await signIn('Imran Ashdown', '');
    await other.getByRole('link', { name: '1 baseline to approve' }).click();
    await other.getByRole('link', { name: 'Show it' }).click();
    await other.locator('#baselines a').first().click();
    await other.getByRole('button', { name: 'See what approving it changes' }).click();
    await look(other);
    t.match(await other.locator('#effect').textContent(), /10\.00/, 'ten pounds saved on a month');
    await other.getByRole('button', { name: 'Approve this price' }).click();
    t.match(await other.locator('main').textContent(), /Approved[\s\S]*By Imran Ashdown/);
    await look(other);

    await t.test('a correction is another version', async (t) => {
      await other.getByRole('link', { name: 'Correct it by another version' }).click();
      t.equal(await other.getByLabel(/Price of one unit before/).inputValue(), '100');
      await other.getByLabel(/Price of one unit before/).fill('95');
      await other.getByRole('button', { name: 'Save for approval' }).click();
      t.match(await other.locator('main').textContent(), /2, by Imran Ashdown/);
    });

    await t.test('a price is worked out and shown before it is saved', async (t) => {
      await other.goto(`${base}/baselines/derive`);
      await look(other);
      await other.getByRole('button', { name: 'Work it out' }).click();
      t.match(await other.title(), /^Error: /);
      await look(other);
      await other.getByLabel('School').selectOption('100003');
      await other.getByLabel('What is bought now').selectOption('P1: REAM');
      await other.getByLabel('First month of the old invoices').selectOption('2025-06');
      await other.getByLabel('Last month').selectOption('2025-06');
      await other.getByLabel('First day of the price').fill('2025-07-01');
      await other.getByRole('button', { name: 'Work it out' }).click();
      await look(other);
      t.match(
        await other.locator('main').textContent(),
        /£2.50 for one[\s\S]*Nothing is saved yet/,
      );
      await other.getByRole('button', { name: 'Save for approval' }).click();
      t.match(await other.locator('main').textContent(), /How it was worked out/);
      await look(other);
    });

    await t.test('a price is withdrawn with a reason', async (t) => {
      await other.goto(`${base}/baselines?state=approved&school=100001`);
      await other.locator('#baselines a', { hasText: 'DESK' }).click();
      await other.getByRole('link', { name: 'Withdraw it' }).click();
      await look(other);
      await other.getByRole('button', { name: 'Withdraw this price' }).click();
      t.match(await other.title(), /^Error: /);
      await other.getByLabel('Why it must not count any more').fill('Another service.');
      await other.getByRole('button', { name: 'Withdraw this price' }).click();
      t.match(await other.locator('main').textContent(), /Withdrawn[\s\S]*Another service/);
      t.strictSame((await verifyTrust(database, trustId)).differences, []);
    });

    const school = await signIn('Tom Okafor', '/baselines');
    t.notMatch(await school.locator('#baselines').textContent(), /Beech|Cedar/);
    await school.getByRole('button', { name: 'Say what a school paid before' }).click();
    t.equal(await school.locator('#urn option').count(), 2, 'for the own school alone');
  },
);
