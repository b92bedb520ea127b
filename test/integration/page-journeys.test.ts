// Journeys through the pages in Chromium, as people of a trust make them.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import t, { type Test } from 'tap';
import { buildApp } from '../../src/app.ts';
import { letPeopleIn } from '../../src/cli/demo-people.ts';
import { postBaselineChanges } from '../../src/corrections/commands.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { faultsOf, startChromium, titleShown, violationsOf } from '../support/chromium.ts';
import { freshDatabase } from '../support/database.ts';
import { importPath } from '../support/small-trust.ts';

t.setTimeout(300_000);
const folder = 'fixtures/demo';
const at = '2026-09-02T08:00:00.000Z';

/** The demonstration with some of its files, served to a browser. */
async function givenTrust(t: Test) {
  const database = await freshDatabase(t);
  const { trustId } = await loadTrust(database, {
    folder,
    by: 'test',
    recordedAt: '2026-09-01T08:00:00.000Z',
    afterLoad: async (tenant, changes, { by, recordedAt }) => {
      await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'load' });
    },
  });
  const order = readFileSync(join(folder, 'invoices/ORDER.txt'), 'utf8').split(/\r?\n/);
  for (const file of order.filter(Boolean).slice(0, 4)) {
    await importPath(database, trustId, file, join(folder, 'invoices', file));
  }
  const demonstration = await letPeopleIn(database, { trustId, folder, at });
  const app = buildApp({ database, config: { uploadBytesMax: 1e6 }, demonstration });
  t.teardown(() => app.close());
  await app.listen({ port: 0, host: '127.0.0.1' });
  const origin = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const base = `${origin}/trusts/${trustId}`;
  const browser = await startChromium(t);
  return { trustId, origin, base, browser };
}

/** Scripts only add comfort, and a phone is as good as a desk. */
for (const { width, isScripted } of [
  { width: 1280, isScripted: true },
  { width: 320, isScripted: false },
]) {
  t.test(`journeys at ${width} pixels ${isScripted ? 'with' : 'without'} scripts`, async (t) => {
    const { origin, base, browser } = await givenTrust(t);
    const signIn = async (name: string) => {
      const context = await browser.newContext({
        javaScriptEnabled: isScripted,
        viewport: { width, height: 900 },
      });
      const page = await context.newPage();
      page.setDefaultTimeout(8000);
      await page.goto(`${origin}/sign-in`);
      await page.getByRole('button', { name: `Sign in as ${name}` }).click();
      t.equal(page.url(), base, 'who is let into one trust begins on its first page');
      return page;
    };
    const heading = (page: Page) => page.getByRole('heading', { level: 1 }).innerText();
    const lookAt = async (page: Page) => {
      if (isScripted) t.strictSame(await violationsOf(page), [], page.url());
    };

    await t.test(
      'a school queries its figure, and the trust sees that it is disputed',
      async (t) => {
        const page = await signIn('Helen Marsh');
        await page.getByRole('link', { name: '1 figure to confirm' }).click();
        await page.getByRole('link', { name: 'Agree with the figure' }).click();
        await page.getByLabel('It queries the figure').check();
        await page.getByRole('button', { name: 'Send the answer' }).click();
        t.match(await titleShown(page), /^Error: /);
        t.ok(await page.getByLabel('It queries the figure').isChecked(), 'what was typed is kept');
        await page.getByRole('link', { name: /A query says what is wrong/ }).click();
        if (isScripted) {
          t.equal(
            await page.evaluate('document.activeElement.id'),
            'words',
            'it leads to its field',
          );
        } else t.match(page.url(), /#words$/, 'it leads to its field');
        await lookAt(page);
        await page
          .getByLabel("In the school's own words")
          .fill('We had two supply teachers fewer.');
        await page.getByRole('button', { name: 'Send the answer' }).click();
        t.match(page.url(), '/savings/schools/900004?from=');
        t.match(
          await page.locator('#answers').innerText(),
          /Disputed[\s\S]*two supply teachers fewer/,
        );
        const trust = await signIn('Ruth Ferris');
        await trust.getByRole('link', { name: '1 figure disputed' }).click();
        t.match(await trust.locator('#answers').innerText(), /1 school:[\s\S]*Helen Marsh queried/);
      },
    );

    await t.test('a table is sorted by the column that is pressed', async (t) => {
      const page = await signIn('Ruth Ferris');
      await page.goto(`${base}/savings`);
      const table = page.locator('table.ledger-figures').first();
      const column = table.getByRole('columnheader', { name: 'Net saving' });
      const names = () => table.locator('tbody th').allTextContents();
      const before = await names();
      if (!isScripted) {
        t.equal(await column.getByRole('button').count(), 0);
        return;
      }
      const at = (await table.locator('thead th').allTextContents()).findIndex((it) =>
        it.startsWith('Net saving'),
      );
      const figures = async () => {
        const texts = await table.locator(`tbody tr > :nth-child(${at + 1})`).allTextContents();
        return texts.map((text) => Number.parseFloat(text.replace('−', '-').replace(/[£,]/g, '')));
      };
      const total = await table.locator('tfoot').textContent();
      await column.getByRole('button').press('Enter');
      const down = await figures();
      t.strictSame(
        down,
        [...down].sort((a, b) => b - a),
        'the greatest saving first',
      );
      t.equal(await column.getAttribute('aria-sort'), 'descending');
      await column.getByRole('button').click();
      t.strictSame(await figures(), [...down].reverse());
      t.equal(await table.locator('tfoot').textContent(), total, 'the total stays last');
      await lookAt(page);
      await table.locator('thead th').first().getByRole('button').click();
      t.strictSame(
        await names(),
        [...before].sort((a, b) => a.localeCompare(b)),
        'by name',
      );
    });

    await t.test('a report is sealed, and verified', async (t) => {
      const page = await signIn('Imran Ashdown');
      await page.goto(`${base}/reports/board?from=2025-09&to=2026-08`);
      await page.getByRole('button', { name: 'Seal this report' }).click();
      t.match(await titleShown(page), /^Error: Board report/);
      await page.getByLabel('What it is for').fill('Autumn board');
      await page.getByRole('button', { name: 'Seal this report' }).click();
      t.match(page.url(), /\/reports\/seals\/1$/);
      t.equal(await heading(page), 'Report 1: Autumn board');
      await lookAt(page);
      await page.getByRole('link', { name: 'Verify this report' }).click();
      t.equal(await heading(page), 'The report is as it was sealed');
      await lookAt(page);
      await page.goto(base);
      t.match(await page.locator('main').innerText(), /last board paper: No 1, Autumn board/);
      const trustee = await signIn('Sunita Rao');
      await trustee.goto(`${base}/reports/board`);
      const button = trustee.getByRole('button', { name: 'Seal this report' });
      t.equal(await button.count(), 0, 'a trustee reads the paper and seals none');
    });

    await t.test('a month is closed with what it leaves out, and opened by another', async (t) => {
      const page = await signIn('Imran Ashdown');
      await page.goto(`${base}/periods/2025-10`);
      t.match(await page.locator('main').innerText(), 'What its figures leave out');
      await page.getByRole('button', { name: 'Close the month' }).click();
      t.equal(page.url(), `${base}/periods/2025-10`);
      t.match(await page.locator('main').innerText(), /Closed by Imran Ashdown/);
      await page.getByLabel('Why').fill('An invoice came late.');
      await page.getByRole('button', { name: 'Open the month again' }).click();
      t.match(await titleShown(page), /^Error: /, 'not by who closed it');
      t.equal(await page.getByLabel('Why').inputValue(), 'An invoice came late.');
      t.strictSame(await faultsOf(await page.content()), []);
      const other = await signIn('Ruth Ferris');
      await other.goto(`${base}/periods/2025-10`);
      await other.getByLabel('Why').fill('An invoice came late.');
      await other.getByRole('button', { name: 'Open the month again' }).click();
      t.match(await other.locator('main').innerText(), /Reopened by Ruth Ferris/);
    });

    await t.test(
      'what if a school leaves: an effect for each school, and nothing saved',
      async (t) => {
        const page = await signIn('Sunita Rao');
        await page.goto(`${base}/what-if`);
        await page.getByRole('button', { name: 'Show the effect' }).click();
        t.match(await titleShown(page), /^Error: /);
        await page.getByLabel('Contract', { exact: true }).selectOption('PAY-2025');
        await page.getByLabel('School that leaves or joins').selectOption('900009');
        await page.getByLabel('First day without it').fill('2025-10-01');
        await page.getByRole('button', { name: 'Show the effect' }).click();
        t.match(await page.locator('main').innerText(), /Nothing is saved/);
        t.match(await page.locator('#effect').innerText(), /Millrace Community Primary School/);
        t.match(await page.locator('main').innerText(), /months' notice/);
        await lookAt(page);
        const before = await page.locator('#effect tfoot').innerText();
        await page.getByRole('button', { name: 'Show the effect' }).click();
        t.equal(await page.locator('#effect tfoot').innerText(), before, 'asked again, the same');
      },
    );

    await t.test('a decision on a contract is kept with its reason', async (t) => {
      const page = await signIn('Ruth Ferris');
      await page.goto(`${base}/renewals/PAY-2025`);
      await page.getByRole('button', { name: 'Record this decision' }).click();
      t.match(await titleShown(page), /^Error: /);
      await page.getByLabel('Let it end').check();
      await page.getByLabel('Why').fill('The board of 4 March.');
      await page.getByRole('button', { name: 'Record this decision' }).click();
      t.match(await page.locator('main').innerText(), /left to end[\s\S]*The board of 4 March/);
      await page.goto(`${base}/audit?action=decideContract`);
      t.match(
        await page.locator('main').innerText(),
        /Decided what becomes of a contract[\s\S]*Ruth Ferris[\s\S]*Done/,
      );
    });
  });
}

t.test('by keyboard alone: from the sign-in to a working, and an answer', async (t) => {
  const { base, browser } = await givenTrust(t);
  const page = await (
    await browser.newContext({ viewport: { width: 768, height: 900 } })
  ).newPage();
  page.setDefaultTimeout(8000);
  const focused = async () =>
    String(
      await page.evaluate(
        `(({ activeElement: at }) => [at.textContent.trim().replace(/\\s+/g, ' '), at.id].join('#'))(document)`,
      ),
    );
  /** Goes on by the key until what it is at reads so, and sees that the place is shown. */
  const tabTo = async (what: RegExp) => {
    for (let pressed = 0; pressed < 120; pressed += 1) {
      await page.keyboard.press('Tab');
      if (!what.test(await focused())) continue;
      const isShown = await page.evaluate(
        `(({ outlineStyle, boxShadow }) => outlineStyle !== 'none' || boxShadow !== 'none')(getComputedStyle(document.activeElement))`,
      );
      t.ok(isShown, `${what} is seen to have the focus`);
      return;
    }
    t.fail(`${what} is not reached by the keyboard at ${page.url()}, last at ${await focused()}`);
  };
  const follow = async (what: RegExp) => {
    await tabTo(what);
    const from = page.url();
    await Promise.all([page.waitForURL((url) => url.href !== from), page.keyboard.press('Enter')]);
  };
  await page.goto(`${base}/savings/schools/900004?from=2025-09`);
  await follow(/^Sign in as Helen Marsh/);
  await tabTo(/^Skip to main content/);
  await page.keyboard.press('Enter');
  t.match(page.url(), /#main-content$/);
  await follow(/^−?£[\d,]+/);
  t.match(page.url(), '/workings?');
  await page.goto(`${base}/savings/schools/900004/answer?from=2025-09&to=2025-12`);
  await tabTo(/#answer/);
  await page.keyboard.press('Space');
  await tabTo(/^Send the answer/);
  await Promise.all([
    page.waitForURL(/\/savings\/schools\/900004\?/),
    page.keyboard.press('Enter'),
  ]);
  t.match(await page.locator('#answers').innerText(), /Agreed/);
});
