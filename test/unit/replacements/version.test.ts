import t from 'tap';
import { firstDay, type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { contentHash, type InvoiceLine } from '../../../src/invoices/invoice.ts';
import { pence } from '../../../src/money/money.ts';
import {
  candidatesToMove,
  givingWay,
  leftNowhere,
  movedAway,
} from '../../../src/replacements/version.ts';
import { schoolDirectory } from '../../../src/schools/school.ts';
import type { StandingLine } from '../../../src/versions/holding.ts';
import { school } from '../../support/register.ts';

const day = '2025-06-01' as LocalDate;
const line = (net: number) =>
  ({ documentDate: day, item: 'REAM', net: pence(net), vat: pence(0) }) as InvoiceLine;
const row = (schoolId: string, net = 100) => ({ schoolId, line: line(net) });
const posted = (id: string, importId: string, schoolId: string, net = 100): StandingLine => {
  const dates = { serviceFrom: day, documentDate: day };
  return {
    id,
    importId,
    row: 2,
    schoolId,
    schoolText: schoolId,
    hash: contentHash(line(net)),
    ...dates,
  };
};
const valid = { from: firstDay, to: lastDay };
const named = (id: string, alias: string) => {
  return { ...school, id, urn: id, identifiers: [{ kind: 'alias', value: alias, valid } as const] };
};
const directory = schoolDirectory([named('1', 'Elm'), named('2', 'Oak')]);

t.test('what gives way to a version of a document', async (t) => {
  const examples: [rows: ReturnType<typeof row>[], standing: StandingLine[], gone: string][] = [
    [[row('1', 5)], [posted('a', 'old', '1'), posted('b', 'older', '1')], 'a b'],
    [[row('1', 5)], [posted('a', 'new', '1'), posted('b', 'old', '1')], 'b'],
    [[row('1')], [posted('a', 'old', '1', 7), posted('b', 'old', '2')], 'a'],
    [[row('1')], [posted('a', 'old', '2'), posted('b', 'old', '2', 7)], 'a'],
    [[row('1')], [posted('a', 'old', '2'), posted('b', 'old', '2')], 'a'],
    [[row('1'), row('1')], [posted('a', 'old', '2'), posted('b', 'old', '3')], 'a b'],
    [[row('1'), row('1')], [posted('a', 'new', '1'), posted('b', 'old', '2')], 'b'],
    [[row('1')], [posted('a', 'old', '2'), posted('b', 'old', '3')], 'of 2 or 3'],
    [[row('1'), row('2')], [posted('a', 'old', '2'), posted('b', 'old', '2')], 'b'],
    [[row('1')], [posted('a', 'new', '2')], ''],
    [[row('1')], [{ ...posted('a', 'old', '2', 7), schoolText: 'Elm' }], 'a'],
    [[row('1')], [{ ...posted('a', 'new', '1', 7), schoolText: 'Oak' }], 'a'],
    [[row('1')], [{ ...posted('a', 'new', '1', 7), schoolText: 'Elm' }], ''],
  ];
  for (const [rows, standing, gone] of examples) {
    const version = { importId: 'new', schoolId: '1', rows };
    const found = givingWay(version, standing, directory);
    const told =
      'lines' in found
        ? found.lines.map(({ id }) => id).join(' ')
        : `of ${found.schools.join(' or ')}`;
    t.equal(told, gone);
  }
});

t.test(
  'an invoice is looked up on its days of service, a credit on the day of its document too',
  async (t) => {
    const from = (id: string, first: LocalDate, last: LocalDate) => {
      const identifier = {
        kind: 'alias',
        value: 'ACC-7',
        valid: { from: first, to: last },
      } as const;
      return { ...school, id, urn: id, identifiers: [identifier] };
    };
    const august = '2025-08-31' as LocalDate;
    const september = '2025-09-01' as LocalDate;
    const corrected = schoolDirectory([from('2', firstDay, august), from('1', september, lastDay)]);
    const dates = {
      serviceFrom: '2025-08-01' as LocalDate,
      documentDate: '2025-09-02' as LocalDate,
    };
    const standing = [{ ...posted('a', 'old', '1', 7), schoolText: 'ACC-7', ...dates }];
    for (const [documentKind, gone] of [
      ['invoice', ['a']] as const,
      ['credit_note', []] as const,
    ]) {
      const rows = [{ schoolId: '2', line: { ...line(100), documentKind } }];
      const found = givingWay({ importId: 'new', schoolId: '2', rows }, standing, corrected);
      t.strictSame('lines' in found && found.lines.map(({ id }) => id), gone, documentKind);
    }
  },
);

t.test('which rows that came before are left without a posted line', async (t) => {
  const at = (number: number, schoolId: string, net = 100) => {
    return { schoolId, line: { ...line(net), row: number } };
  };
  const examples: [already: ReturnType<typeof at>[], staying: StandingLine[], left: number[]][] = [
    [[at(2, '1')], [], [2]],
    [[at(2, '1'), at(3, '1', 7), at(4, '2')], [], [2]],
    [[at(2, '1')], [posted('b', 'other', '1')], []],
    [[at(2, '1'), at(3, '1')], [posted('b', 'other', '1')], [3]],
    [[at(2, '1')], [posted('b', 'other', '2')], [2]],
  ];
  for (const [already, staying, left] of examples) {
    t.strictSame(leftNowhere(already, [posted('a', 'old', '1')], staying), left);
  }
});

t.test('which lines may have moved, by what they say', async (t) => {
  const version = { importId: 'new', schoolId: '1', rows: [row('1'), row('2')] };
  const standing = [posted('a', 'old', '2'), posted('b', 'old', '3'), posted('c', 'old', '3', 7)];
  const found = [...candidatesToMove(version, standing).values()].flat();
  t.strictSame(
    found.map(({ id }) => id),
    ['b'],
  );
  t.match(movedAway(version, standing), { lines: [{ id: 'b' }] });
});
