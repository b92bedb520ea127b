import { add, type Money, noMoney, subtract } from '../money/money.ts';
import type { Cell } from '../reports/report.ts';
import { measuresOf, netSaving } from '../savings/measures.ts';

/** The figures that a scenario is compared by; savings positive, null where never measured. */
export interface Figures {
  readonly cost: Money;
  readonly oneOff: Money;
  readonly offContractCost: Money;
  readonly rebate: Money;
  readonly baselineCost: Money | null;
  readonly cashSaving: Money | null;
  readonly avoidance: Money | null;
  readonly netSaving: Money;
}

/** The figures of one place as they are, as they would be, and what lies between. */
export interface Compared {
  /** The URN of a school, the reference of a contract, or empty for the trust. */
  readonly place: string;
  readonly before: Figures;
  readonly after: Figures;
  readonly change: Figures;
}

export function figuresOf(cells: readonly Cell[]): Figures {
  const measures = measuresOf(cells);
  const { cost, oneOff, offContractCost, rebate, baselineCost, cashSaving, avoidance } = measures;
  return {
    ...{ cost, oneOff, offContractCost, rebate, baselineCost, cashSaving, avoidance },
    netSaving: netSaving(measures),
  };
}

/** What a school has to bear in all, whatever it is compared with. */
export function borne({ cost, oneOff, offContractCost, rebate }: Figures): Money {
  return subtract(add(cost, oneOff, offContractCost), rebate);
}

/** What changes: null only of what is measured neither before nor after, so that changes add up. */
export function changeOf(before: Figures, after: Figures): Figures {
  const known = (key: keyof Figures) => subtract(after[key] ?? noMoney, before[key] ?? noMoney);
  const ifMeasured = (key: 'baselineCost' | 'cashSaving' | 'avoidance') =>
    before[key] === null && after[key] === null ? null : known(key);
  return {
    cost: known('cost'),
    oneOff: known('oneOff'),
    offContractCost: known('offContractCost'),
    rebate: known('rebate'),
    baselineCost: ifMeasured('baselineCost'),
    cashSaving: ifMeasured('cashSaving'),
    avoidance: ifMeasured('avoidance'),
    netSaving: known('netSaving'),
  };
}

/** Every place of either state, in order; without a cut the trust as a whole (P13). */
export function compare(
  before: readonly Cell[],
  after: readonly Cell[],
  by?: 'urn' | 'contract',
): Compared[] {
  const placeOf = (cell: Cell) => (by ? cell[by] : '');
  const places = by ? [...new Set([...before, ...after].map(placeOf))].sort() : [''];
  return places.map((place) => {
    const [old, now] = [before, after].map((cells) =>
      figuresOf(cells.filter((cell) => placeOf(cell) === place)),
    ) as [Figures, Figures];
    return { place, before: old, after: now, change: changeOf(old, now) };
  });
}

/** Whether nothing at all would be otherwise. */
export function isSame({ change }: Compared): boolean {
  return Object.values(change).every((amount) => amount === null || amount === 0);
}
