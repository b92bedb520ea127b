import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { contentHash, type InvoiceLine } from '../../../src/invoices/invoice.ts';
import { pence } from '../../../src/money/money.ts';
import { type StandingLine, stillGivesWay } from '../../../src/versions/holding.ts';

const day = '2025-06-01' as LocalDate;
const line = (net: number) =>
  ({ documentDate: day, item: 'REAM', net: pence(net), vat: pence(0) }) as InvoiceLine;
const row = (schoolId: string | undefined, net = 100) => ({ schoolId, line: line(net) });
const posted = (schoolId: string | null, net = 100) =>
  ({ schoolId, hash: contentHash(line(net)) }) as StandingLine;

t.test('a row gives way while there is what it gives way to', async (t) => {
  const examples: [
    row: ReturnType<typeof row>,
    others: ReturnType<typeof row>[],
    elsewhere: StandingLine[],
    gives: boolean,
    why: string,
  ][] = [
    [row('1'), [], [], false, 'nothing stands'],
    [row('1'), [], [posted('1', 7)], true, 'the other version of its school'],
    [row('1'), [], [posted('2', 7)], false, 'another line of another school'],
    [row('1'), [], [posted('2')], true, 'its equal, which has moved'],
    [row('1'), [], [posted(null)], true, 'its equal for the whole trust'],
    [row('1'), [row('2')], [posted('2')], false, 'an equal that its own file has too'],
    [row(undefined), [], [posted('1', 7)], false, 'no school is found for it'],
  ];
  for (const [asked, others, elsewhere, gives, why] of examples) {
    t.equal(
      stillGivesWay({ ...asked, wasBeside: false }, { rows: [asked, ...others], elsewhere }),
      gives,
      why,
    );
  }
  const beside = { ...row('1'), wasBeside: true };
  t.notOk(stillGivesWay(beside, { rows: [beside], elsewhere: [posted('2')] }), 'both are right');
  t.ok(stillGivesWay(beside, { rows: [beside], elsewhere: [posted('1', 7)] }));
});
