// Mark-ups and discounts, from a trust's folder to the report and its working, in the terminal.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t, { type Test } from 'tap';
import examples from '../../fixtures/worked-examples.json' with { type: 'json' };
import { baseline } from '../../src/cli/baseline.ts';
import { importFiles } from '../../src/cli/import.ts';
import { report } from '../../src/cli/report.ts';
import { type Command, readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { trust } from '../../src/cli/trust.ts';
import { verify } from '../../src/cli/verify.ts';
import { whatIfCommand } from '../../src/cli/what-if.ts';
import { why } from '../../src/cli/why.ts';
import { readConfig } from '../../src/config.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase, urlOf } from '../support/database.ts';
import { baselines, paperFile, smallTrust } from '../support/small-trust.ts';

async function terminalOf(t: Test) {
  const database = await freshDatabase(t);
  const folder = await mkdtemp(join(tmpdir(), 'mark-ups-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const printed: string[] = [];
  const terminal: Terminal = {
    config: readConfig({ DATABASE_URL: urlOf(database) }),
    asked: [],
    print: (text) => void printed.push(text),
    write: async (text) => void printed.push(String(text)),
    say: () => {},
    progress: () => {},
    now: () => '2026-01-09T10:00:00.000Z',
  };
  const ask = async (command: Command, ...words: string[]) => {
    printed.length = 0;
    await command.run(terminal, readArguments(command, words));
    return printed.join('\n');
  };
  return { ask, folder };
}

const prices = [
  'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
  'P1,STAFF,Supply staff by mark-up,pounds_of_pay,consumed,recurring,22% mark-up,2025-01-01,',
  'P1,BOOKS,Books off list,pounds_at_list,consumed,recurring,18% discount,2025-01-01,',
  'P1,REAM,Ream,each,consumed,recurring,2.5,2025-01-01,',
  '',
].join('\n');

const days = ['2025-06-01', '2025-06-30'];
const row = (number: string, item: string, quantity: string, net: string) =>
  [number, '2025-06-30', 'I', '', '', ...days, '100001', item, quantity, net, '0.00'] as const;

t.test(
  '14, 15: a mark-up and a discount are compared by the pounds they are taken of',
  async (t) => {
    const { ask, folder } = await terminalOf(t);
    await mkdir(join(folder, 'profiles'));
    const files = {
      ...smallTrust('Ash Federation'),
      'prices.csv': prices,
      'baselines.csv': baselines([
        ['100001', 'STAFF', 'previous_contract', '30% mark-up', '2025-01-01', ''],
        ['100001', 'BOOKS', 'previous_contract', '10% discount', '2025-01-01', ''],
      ]),
    };
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    await ask(trust, 'load', folder);
    const file = join(folder, 'june.csv');
    await writeFile(
      file,
      paperFile([
        row('A1', 'STAFF', '50000', '61000.00'),
        row('A2', 'BOOKS', '10000', '8200.00'),
        row('A3', 'STAFF', '', '122.00'),
      ]),
    );
    const told = await ask(importFiles, file, '--supplier', 'Paper Mill', '--confirm');
    t.match(
      told,
      /£122\.00 of STAFF, which is measured in pounds of pay, does not say what the workers were paid/,
      'no quantity is guessed from a mark-up (P9)',
    );
    t.match(told, /Name the column of what the workers were paid as "quantity" in "columns"/);

    const { rows } = JSON.parse(await ask(report, '--by', 'item', '--json'));
    const saved = Object.fromEntries(
      rows.map((each: { item: string; cash_saving: string }) => [each.item, each.cash_saving]),
    );
    t.strictSame(saved, { STAFF: examples['14_markup'], BOOKS: examples['15_list_less'] });

    const cell = ['--school', '100001', '--contract', 'P1', '--month', '2025-06'];
    t.match(
      await ask(why, ...cell, '--item', 'STAFF'),
      /£50,000\.00 were paid to the workers: a mark-up of 30% before, 22\.0% now, so £65,000\.00 before and £61,000\.00 now\./,
    );
    t.match(
      await ask(why, ...cell, '--item', 'BOOKS'),
      /£10,000\.00 is what it costs by the list: a discount of 10% before, 18\.0% now/,
    );
    const { below } = JSON.parse(await ask(why, ...cell, '--item', 'STAFF', '--json'));
    const id = below.terms[0].href.match(/[0-9a-f-]{36}/g).at(-1);
    t.match(await ask(why, '--entry', id), /a mark-up of 30% before, 22\.0% now/);
    t.match(await ask(verify), /no difference/i);

    const change = async (item: string, price: string) =>
      ask(whatIfCommand, '--price', `P1:${item}:${price}:2025-06-01`);
    t.match(
      await change('STAFF', '20% mark-up'),
      /Ash pays £1,000\.00 less, is £1,000\.00 better off/,
    );
    await t.rejects(change('REAM', '20% mark-up'), { message: /A mark-up is for an item/ });
    await t.rejects(change('STAFF', 'free'), { message: /'free' is no price such as/ });

    const saves = await mkdtemp(join(tmpdir(), 'mark-ups-'));
    t.teardown(() => rm(saves, { recursive: true }));
    await ask(trust, 'save', saves);
    t.match(await ask(trust, 'load', saves), /./, 'what is written is read again');

    const prepare = ['prepare', '--contract', 'P1', '--school', '100003', '--from', '2025-04-10'];
    const rest = ['--kind', 'previous_contract', '--evidence', 'old.pdf'];
    t.match(
      await ask(baseline, ...prepare, '--item', 'STAFF', '--price', '28% mark-up', ...rest),
      /1\.28/,
    );
    await t.rejects(
      ask(baseline, ...prepare, '--item', 'REAM', '--price', '28% mark-up', ...rest),
      {
        message: /A mark-up is for an item that is measured in pounds_of_pay, and REAM/,
      },
    );
    await t.rejects(ask(baseline, ...prepare, '--item', 'STAFF', '--price', '231.14', ...rest), {
      message: /£231\.14 cannot be: STAFF is measured in pounds of pay/,
    });
    await t.rejects(
      ask(baseline, ...prepare, '--item', 'STAFF', '--price', '30 percent', ...rest),
      {
        message: /is no price such as 4\.25/,
      },
    );
  },
);

t.test('the API takes and refuses the same prices', async (t) => {
  const { caller } = await startApp(t);
  const { send } = await caller('Ash Federation');
  const price = {
    ...{ item: 'STAFF', unit: 'pounds_of_pay', quantity_basis: 'consumed' },
    ...{ line_class: 'recurring', unit_price: '22% mark-up', valid_from: '2025-01-01' },
  };
  const added = await send('POST', '/contracts/P1/prices', price);
  t.equal(added.statusCode, 201);
  t.match(
    added.json().prices.find(({ item }: { item: string }) => item === 'STAFF'),
    { unit: 'pounds_of_pay', unit_price: '1.22' },
  );
  const before = {
    ...{ contract: 'P1', urn: '100001', kind: 'previous_contract', valid_from: '2025-01-01' },
    evidence: 'old.pdf',
  };
  const prepare = async (item: string, unit_price: string) => {
    const answer = await send('POST', '/baselines', { ...before, item, unit_price });
    return [answer.statusCode, answer.json().unit_price ?? answer.json().errors?.[0]?.pointer];
  };
  t.strictSame(await prepare('STAFF', '30% mark-up'), [201, '1.3']);
  t.strictSame(await prepare('REAM', '30% mark-up'), [409, '#/unit_price']);
  t.strictSame(await prepare('STAFF', '231.14'), [409, '#/unit_price']);
  t.equal((await prepare('STAFF', '101% discount'))[0], 400);
});
