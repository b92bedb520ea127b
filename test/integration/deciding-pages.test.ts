// What a person decides on pages, in Chromium: each effect is shown before anything is saved.
import t from 'tap';
import { inTrust } from '../../src/database/tenant.ts';
import { waitingGroups } from '../../src/queue/store.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
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
    t.match(await page.title(), /^Error: /);
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
    t.match(await page.title(), /^Error: /);
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
