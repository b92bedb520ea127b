import t from 'tap';
import { firstDay, type LocalDate, lastDay } from '../../../src/calendar/local-date.ts';
import { contentHash, type InvoiceLine } from '../../../src/invoices/invoice.ts';
import { pence } from '../../../src/money/money.ts';
import { schoolDirectory } from '../../../src/schools/school.ts';
import { givingWay, type StandingLine } from '../../../src/settlements/version.ts';
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
    [[row('1')], [posted('a', 'old', '2'), posted('b', 'old', '2')], 'a b'],
    [[row('1'), row('2')], [posted('a', 'old', '2'), posted('b', 'old', '2')], 'b'],
    [[row('1')], [posted('a', 'new', '2')], ''],
    [[row('1')], [{ ...posted('a', 'old', '2', 7), schoolText: 'Elm' }], 'a'],
    [[row('1')], [{ ...posted('a', 'new', '1', 7), schoolText: 'Oak' }], 'a'],
    [[row('1')], [{ ...posted('a', 'new', '1', 7), schoolText: 'Elm' }], ''],
  ];
  for (const [rows, standing, gone] of examples) {
    const version = { importId: 'new', schoolId: '1', rows };
    const ids = givingWay(version, standing, directory).map(({ id }) => id);
    t.equal(ids.join(' '), gone);
  }
});
