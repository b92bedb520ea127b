// Every page of a trust in Chromium: with and without scripts, at three widths, for two people.
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import t from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { buildApp } from '../../src/app.ts';
import { letPeopleIn } from '../../src/cli/demo-people.ts';
import { lookForPrinting } from '../../src/cli/demo-sourcing.ts';
import { postBaselineChanges } from '../../src/corrections/commands.ts';
import { sealReport } from '../../src/seals/commands.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { pageDoors } from '../../src/web/page-doors.ts';
import { faultsOf, startChromium, violationsOf } from '../support/chromium.ts';
import { freshDatabase } from '../support/database.ts';
import { importPath } from '../support/small-trust.ts';
import { rowsOf } from '../support/workbook.ts';

t.setTimeout(600_000);

const folder = 'fixtures/demo';
const bytesMax = 100 * 1024;

/** Every page that is shown, below the trust: its door, and addresses with the states that it has. */
const pages: Readonly<Record<string, readonly string[]>> = {
  'GET /trusts/:trust': [''],
  'GET /trusts/:trust/savings/schools/:urn/answer': [
    '/savings/schools/900004/answer?from=2025-09&to=2026-08',
    '/savings/schools/900002/answer?from=2025-09&to=2026-08',
    '/savings/schools/900004/answer',
  ],
  'GET /trusts/:trust/contracts': [
    '/contracts',
    '/contracts?school=900004&supplier=&category=payroll&ends_before=2030-01-01',
    '/contracts?ends_before=soon',
    '/contracts?category=none',
  ],
  'GET /trusts/:trust/contracts/:contract': ['/contracts/SUPPLY-2025', '/contracts/NONE'],
  'GET /trusts/:trust/costs': [
    '/costs',
    '/costs?base_from=2025-09&base_to=2025-10&from=2025-10&to=2025-12',
    '/costs?base_from=2025-09&base_to=2025-10&from=2025-11&to=2025-12&pence=yes',
  ],
  'GET /trusts/:trust/bridge': [
    '/bridge',
    '/bridge?from=2025-09&to=2025-10&pence=yes',
    '/bridge?from=x',
  ],
  'GET /trusts/:trust/reports/board': [
    '/reports/board',
    '/reports/board?from=2025-09&to=2026-08&pence=yes',
    '/reports/board?from=2020-01&to=2020-02',
  ],
  'GET /trusts/:trust/sourcing': ['/sourcing'],
  'GET /trusts/:trust/sourcing/:area': ['/sourcing/PRINT-2027', '/sourcing/NONE'],
  'GET /trusts/:trust/suppliers': ['/suppliers'],
  'GET /trusts/:trust/tiers': ['/tiers'],
  'GET /trusts/:trust/what-if': ['/what-if'],
  'GET /trusts/:trust/evidence': ['/evidence'],
  'GET /trusts/:trust/audit': [
    '/audit',
    '/audit?action=Let+a+person+in&outcome=done',
    '/audit?action=letIn',
  ],
  'GET /trusts/:trust/periods': ['/periods'],
  'GET /trusts/:trust/periods/:month': ['/periods/2025-10', '/periods/2031-01'],
  'GET /trusts/:trust/reports/seals': ['/reports/seals'],
  'GET /trusts/:trust/reports/seals/:seal': ['/reports/seals/1', '/reports/seals/77'],
  'GET /trusts/:trust/reports/seals/:seal/verification': ['/reports/seals/1/verification'],
  'GET /trusts/:trust/renewals': ['/renewals'],
  'GET /trusts/:trust/renewals/:contract': ['/renewals/PAY-2025', '/renewals/NONE'],
  'GET /trusts/:trust/savings': [
    '/savings',
    '/savings?from=2025-09&to=2025-12&pence=yes',
    '/savings?from=2026-02&to=2025-12',
    '/savings?from=2020-01&to=2020-02',
  ],
  'GET /trusts/:trust/savings/schools/:urn': [
    '/savings/schools/900004',
    '/savings/schools/900002?pence=yes',
    '/savings/schools/999999',
  ],
  'GET /trusts/:trust/savings/contracts/:contract': [
    '/savings/contracts/PAY-2025',
    '/savings/contracts/NONE',
  ],
  'GET /trusts/:trust/changes': [
    '/changes',
    '/changes?since=2000-01-01',
    '/changes?since=yesterday',
    '/changes?since=2',
    '/changes?since=5&until=2',
  ],
  'GET /trusts/:trust/method': ['/method'],
  'GET /trusts/:trust/workings': [
    '/workings',
    '/workings?measure=coverage_percent',
    '/workings?measure=avoidance&urn=900004',
    '/workings?measure=net_saving&contract=NONE',
  ],
};
/** What the way from the headline to the row leads over, and is looked at on that way. */
const onTheWay = [
  'GET /trusts/:trust/workings/entries/:entry',
  'GET /trusts/:trust/workings/lines/:line',
];
/** What is looked at on the journeys of `import-pages.test.ts`, `deciding-pages.test.ts` and `first-figure.test.ts`. */
const onJourneys = [
  'GET /trusts/:trust/contracts/new/form',
  'GET /trusts/:trust/contracts/:contract/edit',
  'GET /trusts/:trust/contracts/:contract/prices',
  'GET /trusts/:trust/contracts/:contract/participants',
  'GET /trusts/:trust/schools',
  'GET /trusts/:trust/schools/new',
  'GET /trusts/:trust/schools/:urn/edit',
  'GET /trusts/:trust/schools/:urn/sizes',
  'GET /trusts/:trust/register-files',
  'GET /trusts/:trust/people',
  'GET /trusts/:trust/keys',
  'GET /trusts/:trust/baselines',
  'GET /trusts/:trust/baselines/derive',
  'GET /trusts/:trust/baselines/new',
  'GET /trusts/:trust/baselines/:baseline',
  'GET /trusts/:trust/baselines/:baseline/approve',
  'GET /trusts/:trust/baselines/:baseline/withdraw',
  'GET /trusts/:trust/baselines/:baseline/evidence',
  'GET /trusts/:trust/queue',
  'GET /trusts/:trust/queue/:import/items',
  'GET /trusts/:trust/queue/:import/:row',
  'GET /trusts/:trust/imports',
  'GET /trusts/:trust/imports/new',
  'GET /trusts/:trust/imports/waiting/:file',
  'GET /trusts/:trust/imports/:import',
  'GET /trusts/:trust/imports/:import/undo',
  'GET /trusts/:trust/imports/:import/repost',
];
/** What is taken away and not shown. */
const files = [
  'GET /trusts/:trust/imports/template.csv',
  'GET /trusts/:trust/imports/:import/copy',
  'GET /trusts/:trust/audit/file',
  'GET /trusts/:trust/bridge/files/:file',
  'GET /trusts/:trust/costs/files/:file',
  'GET /trusts/:trust/evidence/pack',
  'GET /trusts/:trust/renewals/files/:file',
  'GET /trusts/:trust/reports/board/files/:file',
  'GET /trusts/:trust/savings/files/:file',
  'GET /trusts/:trust/savings/schools/:urn/files/:file',
  'GET /trusts/:trust/savings/contracts/:contract/files/:file',
];

/** What a contract promises by volume, which the demonstration does not. */
const volumeTerms = [
  [
    'volume-tiers',
    { item: 'TEACHER', from_quantity: '400', unit_price: '205', valid_from: '2025-04-01' },
  ],
  [
    'rebate-clauses',
    { spend_above: '1000', rebate_rate: '0.02', due_months: 2, valid_from: '2025-04-01' },
  ],
] as const;

t.test('every page of the doors is looked at here', async (t) => {
  const shown = pageDoors.map(([address]) => address).filter((each) => each.startsWith('GET '));
  t.strictSame(shown.sort(), [...Object.keys(pages), ...onTheWay, ...onJourneys, ...files].sort());
});

t.test('no page stands where the name of a contract would', async (t) => {
  const parts = pageDoors.map(([address]) => address.split(' ')[1]?.split('/') ?? []);
  const isFree = (part = '') => part === ':contract';
  const couldBe = (named: readonly string[], other: readonly string[]) =>
    named.length === other.length &&
    named.every((part, at) => part === other[at] || (isFree(part) && !isFree(other[at])));
  for (const named of parts.filter((each) => each.some(isFree))) {
    const taken = parts.filter((other) => other !== named && couldBe(named, other));
    t.strictSame(
      taken.filter((other) => other.join('/') !== named.join('/')),
      [],
      named.join('/'),
    );
  }
});

t.test('pages in Chromium', async (t) => {
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
  for (const file of order.filter(Boolean).slice(0, 12)) {
    await importPath(database, trustId, file, join(folder, 'invoices', file));
  }
  const at = '2026-09-02T08:00:00.000Z';
  const demonstration = await letPeopleIn(database, { trustId, folder, at });
  const app = buildApp({ database, config: { uploadBytesMax: 1e6 }, demonstration });
  t.teardown(() => app.close());
  await lookForPrinting(database, { trustId, folder, at });
  const { key } = await addKey(database, { trustId, name: 'Terms', at, urns: [] });
  for (const [path, payload] of volumeTerms) {
    const url = `/v1/trusts/${trustId}/contracts/SUPPLY-2025/${path}`;
    const headers = { authorization: `Bearer ${key}` };
    const { statusCode } = await app.inject({ method: 'POST', url, headers, payload });
    t.equal(statusCode, 201, path);
  }
  await app.listen({ port: 0, host: '127.0.0.1' });
  const base = `http://localhost:${(app.server.address() as AddressInfo).port}`;
  const browser = await startChromium(t);

  const signIn = async (name: string, javaScriptEnabled: boolean) => {
    const context = await browser.newContext({ javaScriptEnabled });
    const page = await context.newPage();
    await page.goto(`${base}/trusts/${trustId}/savings?from=2025-09`);
    t.match(page.url(), '/sign-in?returnTo=', 'nobody is let in who did not sign in');
    await page.getByRole('button', { name: `Sign in as ${name}` }).click();
    t.match(page.url(), '/savings?from=2025-09', 'and comes back to the page that was asked for');
    return page;
  };

  await sealReport(database, trustId, {
    ...{ title: 'Autumn board', cut: ['school'], by: 'test', whoKind: 'terminal', at },
    window: { from: undefined, to: undefined },
  });

  // Who is let in for one school sees the same templates: at one width is enough.
  for (const [name, widths] of [
    ['Ruth Ferris', [320, 768, 1280]],
    ['Helen Marsh', [320]],
  ] as const) {
    const page = await signIn(name, true);
    const faults: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4/.test(message.text())) {
        faults.push(`${page.url()}: ${message.text()}`);
      }
    });
    for (const path of Object.values(pages).flat()) {
      const answer = await page.goto(`${base}/trusts/${trustId}${path}`);
      const html = (await answer?.body())?.toString() ?? '';
      const where = `${name} ${path}`;
      if (html.length > bytesMax) faults.push(`${where}: ${html.length} bytes`);
      if ((await page.title()).startsWith('Error: ') !== (answer?.status() ?? 0) >= 400) {
        faults.push(`${where}: ${await page.title()}`);
      }
      for (const fault of await faultsOf(html)) faults.push(`${where}: ${fault}`);
      for (const width of widths) {
        await page.setViewportSize({ width, height: 900 });
        const across = await page.evaluate('document.documentElement.scrollWidth');
        if (Number(across) > width) faults.push(`${where} at ${width}: ${across} wide`);
        if (width === 768) continue;
        for (const fault of await violationsOf(page)) faults.push(`${where} at ${width}: ${fault}`);
      }
    }
    t.strictSame(faults, [], name);
  }

  for (const isScripted of [true, false]) {
    const page = await signIn('Sunita Rao', isScripted);
    let clicks = 0;
    const follow = async (selector: string) => {
      await page.locator(selector).first().click();
      clicks += 1;
      if (!isScripted) return;
      t.strictSame(await violationsOf(page), [], page.url());
      t.strictSame(
        await faultsOf(await (await page.request.get(page.url())).text()),
        [],
        page.url(),
      );
    };
    await follow('.ledger-big__value a');
    const parts = '.ledger-sum >> nth=-1 >> a[href*="workings"]';
    while (!page.url().includes('/entries/') && clicks < 8) await follow(parts);
    await follow('a[href*="/lines/"]');
    t.ok(clicks <= 6, `${clicks} clicks from the headline to the row`);
    const raw = await page.locator('#raw-row').textContent();
    t.ok((raw ?? '').length > 20, 'the row stands there as it came');
    await page.goto(`${base}/trusts/${trustId}/savings?from=2025-09`);
    await page.locator('.ledger-filter summary').click();
    await page.getByLabel('Last month').selectOption('2025-09');
    await page.getByRole('button', { name: 'Show these figures' }).click();
    t.match(page.url(), 'to=2025-09');
    t.equal(await page.getByLabel('First month').inputValue(), '2025-09');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Savings by school: the table as a workbook' }).click(),
    ]);
    t.match(download.url(), /schools\.xlsx\?from=2025-09&to=2025-09$/, 'the filter goes along');
    await page.getByRole('link', { name: 'Show the pence' }).click();
    const shown = await page
      .locator('#schools-table tr, table:has-text("Savings by school") tr')
      .evaluateAll((rows) =>
        rows.map((row) =>
          [...(row as { cells: Iterable<{ textContent: string }> }).cells].map((cell) =>
            cell.textContent
              .trim()
              .replace(/,(?=\d)/g, '')
              .replace('−', '-'),
          ),
        ),
      );
    const take = async (file: string) => (await page.request.get(file)).body();
    const rows = await rowsOf(await take(download.url()), { sheet: 'Table' });
    const amounts = (cells: readonly string[]) =>
      cells.slice(1, 8).map((cell) => Number(/-?\d[\d.]*/.exec(cell)?.[0] ?? Number.NaN));
    t.strictSame(
      rows.slice(1).map((row) => ('cells' in row ? amounts(row.cells) : row)),
      shown.slice(1).map(amounts),
      'the workbook has the rows and the total of the screen',
    );
    const csv = String(await take(download.url().replace('.xlsx', '.csv')));
    t.match(csv, /Known at journal\r\n/);
    t.equal(csv.trim().split('\r\n').length, shown.length);
    await page.goto(`${base}/trusts/${trustId}/reports/board?from=2025-09&to=2025-09`);
    const pdf = page.getByRole('link', { name: 'This report on sheets' });
    const sheets = await take(`${base}${await pdf.getAttribute('href')}`);
    t.equal(String(sheets.subarray(0, 8)), '%PDF-1.7');
  }
});
