import fc from 'fast-check';
import t from 'tap';
import type { LedgerEntry } from '../../../src/ledger/entry.ts';
import { decimal } from '../../../src/money/decimal.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import { type CellEntry, contributionOf, workingOfCell } from '../../../src/workings/cell-entry.ts';
import { isPercent, measures, orNothing, poundsOf } from '../../../src/workings/measure.ts';
import { isRight, recompute } from '../../support/recompute.ts';
import { cellsFrom, entryOf, pounds } from '../lines/given.ts';
import { anyEntry, names } from './given.ts';

const cellEntry = (entry: LedgerEntry, facts: Partial<CellEntry> = {}): CellEntry => ({
  ...entry,
  takenBackIn: null,
  document: 'invoice A1',
  file: 'june.csv',
  row: 2,
  unit: 'payslip',
  unitPrice: decimal('4.10'),
  vatRate: decimal('0.2'),
  recoveryRate: decimal(1),
  ...facts,
});
const place = {
  urn: '900001',
  contract: 'PAY-2025',
  item: 'PAYSLIP',
  month: entryOf().serviceMonth,
};

t.test('what the entries add is what the cell has, for every measure (P13)', async () => {
  fc.assert(
    fc.property(fc.array(anyEntry), fc.constantFrom(...measures), (entries, measure) => {
      const cells = cellsFrom(entries);
      if (isPercent(measure)) return true;
      const sum = entries.reduce(
        (all, entry) => all + orNothing(contributionOf(cellEntry(entry), measure)),
        0,
      );
      return sum === orNothing(poundsOf(measure, measuresOf(cells)));
    }),
  );
});

t.test(
  'N6: a cell of one price is told by quantity times price, and only where that gives the figure',
  async (t) => {
    const asked = { place, measure: 'net_saving', names, cells: cellsFrom([entryOf()]) } as const;
    const whole = { isWhole: true, next: null };
    const { main } = workingOfCell(asked, { ...whole, entries: [cellEntry(entryOf())] });
    t.equal(
      main.sentence,
      'Ash: infants (1st) saved £52.70 on PAYSLIP of contract PAY-2025 in September 2025: 62 × £4.10 = £254.20 before, £201.50 now.',
    );
    t.equal(main.sum, '62 × £4.10 = £254.20; £254.20 − £201.50 = £52.70');
    t.ok(isRight(main.sum ?? '') && recompute(main.sentence).isRight);
    for (const facts of [{ unitPrice: decimal('4.11') }, { takenBackIn: 3 }, { unitPrice: null }]) {
      const other = workingOfCell(asked, { ...whole, entries: [cellEntry(entryOf(), facts)] });
      t.match(other.main.sentence, /: £254\.20 before − £201\.50 now\.$/);
    }
  },
);

t.test('of a cell with many entries the rest stands as one number, with its address', async (t) => {
  const entries = [entryOf(), entryOf({ id: 'second', cost: pounds('1.00') })];
  const asked = { place, measure: 'cost', names, cells: cellsFrom(entries) } as const;
  const { below } = workingOfCell(asked, {
    entries: [cellEntry(entries[0] as LedgerEntry)],
    isWhole: false,
    next: 'first',
  });
  t.match(below.terms[1], {
    label: 'in its other entries',
    value: '1.00',
    target: { kind: 'place', after: 'first' },
  });
  t.ok(isRight(below.sum ?? ''));
});
