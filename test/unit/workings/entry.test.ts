import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { negation } from '../../../src/ledger/entry.ts';
import { figureOfEntry, measureOf, notesOn } from '../../../src/workings/entry.ts';
import { isRight } from '../../support/recompute.ts';
import { entryOf, pounds } from '../lines/given.ts';
import { names } from './given.ts';

const placed = (entry: LedgerEntry) => ({
  entry,
  place: { urn: '900002', contract: 'PAY-2025', item: 'PAYSLIP', month: entry.serviceMonth },
  names,
});
const unmeasured = { baselineId: null, baselineKind: null, baselineCost: null };
const made = { cost: '201.50', baselineCost: '254.20', steps: [] };

t.test('an entry is told by what it adds to', async (t) => {
  const where = 'on PAYSLIP of contract PAY-2025 in September 2025';
  const examples: [Partial<LedgerEntry>, string][] = [
    [{}, `Beech saved £52.70 ${where}: £254.20 before − £201.50 now.`],
    [
      { baselineKind: 'quote' },
      `Beech avoided £52.70 of cost ${where}: £254.20 before − £201.50 now.`,
    ],
    [
      { baselineCost: pounds('200.00') },
      `Beech was £1.50 worse off ${where}: £200.00 before − £201.50 now.`,
    ],
    [
      unmeasured,
      `The cost that is not measured of Beech ${where} is £201.50: £201.50 net and VAT that is not recovered.`,
    ],
    [
      { ...unmeasured, entryClass: 'rebate', cost: pounds('-5.00') },
      `The rebates of Beech ${where} are £5.00: £5.00 received.`,
    ],
  ];
  for (const [facts, said] of examples) {
    const { sentence, sum } = figureOfEntry(placed(entryOf(facts)));
    t.equal(sentence, said);
    t.ok(sum !== null && isRight(sum), `${sum}`);
  }
  const back = negation(entryOf(), { id: 'b', bookedMonth: '2025-09' as Month });
  t.match(figureOfEntry(placed(back)), {
    sentence: `This entry takes back an earlier one, and adds −£52.70 to the cash saving of Beech ${where}: −£254.20 before + £201.50 now.`,
    sum: '−£254.20 + £201.50 = −£52.70',
  });
  t.equal(measureOf(entryOf({ ...unmeasured, entryClass: 'off_contract' })), 'off_contract_cost');
});

t.test('what has to be known of an entry', async (t) => {
  const about = (facts: Partial<LedgerEntry>, of = made) =>
    notesOn(placed(entryOf(facts)), of).join(' ');
  t.match(about({}), /^The saving is new: /);
  t.match(about({ isSustained: true }), /^The saving is sustained: /);
  t.match(about({ baselineKind: 'budget' }), /avoidance and no cash\.$/);
  t.match(
    about({ indexedCost: pounds('260.00') }),
    /moved by the index it would have cost £260\.00/,
  );
  t.match(
    about({ bookedMonth: '2025-11' as Month }),
    /September 2025 was closed, so it is booked in November 2025/,
  );
  t.match(
    about(unmeasured, { ...made, baselineCost: null as never }),
    /^No approved baseline says what Beech paid for PAYSLIP on these days/,
  );
  t.match(about({ cost: pounds('9.00') }), /another figure than these inputs make: run verify/);
  const back = negation(entryOf(), { id: 'b', bookedMonth: '2025-09' as Month });
  t.notMatch(
    notesOn(placed(back), made).join(),
    /verify/,
    'a negation agrees with its sign turned',
  );
});
