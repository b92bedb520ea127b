import { type BaselineKind, isCashReleasing } from '../baselines/baseline.ts';
import type { Unit } from '../contracts/price-schedule.ts';
import { show, spellTerms } from '../explanations/spelling.ts';
import { type Decimal, decimal, zero } from '../money/decimal.ts';
import {
  add,
  formatMoney,
  type Money,
  negate,
  noMoney,
  parseMoney,
  pence,
  subtract,
} from '../money/money.ts';
import { vatFactor } from '../money/rate.ts';
import { measuresOf } from '../savings/measures.ts';
import type { EntryClass } from '../savings/recognition.ts';
import type { Asked } from './beside.ts';
import { chargedInWords } from './charged.ts';
import { type Explanation, explained, numberTerm, poundsTerm, priceTerm } from './explanation.ts';
import { addedUp, type FigureWorking, sumOf, workingOf } from './figure.ts';
import { indexedInWords } from './indexed.ts';
import { isPercent, orNothing, type PoundsMeasure, poundsOf } from './measure.ts';
import { productOf } from './product.ts';

/** An entry of a cell with the row that it comes from and the price that it is measured by. */
export interface CellEntry {
  readonly id: string;
  readonly entryClass: EntryClass;
  readonly baselineId: string | null;
  readonly baselineKind: BaselineKind | null;
  readonly quantity: string;
  readonly cost: Money;
  readonly baselineCost: Money | null;
  readonly isSustained: boolean;
  readonly depth: number;
  /** The journal that took it back, as far as it is known; null while it stands. */
  readonly takenBackIn: number | null;
  readonly document: string;
  readonly file: string;
  readonly row: number;
  /** What the quantity counts, by the price of its day; null where none was in force. */
  readonly unit: Unit | null;
  readonly unitPrice: Decimal | null;
  readonly vatRate: Decimal | null;
  readonly recoveryRate: Decimal;
}

/** The entries of a cell that are told at once, and the last of them if there are more. */
export interface EntryPage {
  readonly entries: readonly CellEntry[];
  /** Whether these are all entries of the cell. */
  readonly isWhole: boolean;
  readonly next: string | null;
}

/** What an entry adds to a figure of its cell; null where it does not bear on it (P6–P9). */
export function contributionOf(entry: CellEntry, measure: PoundsMeasure): Money | null {
  const { entryClass, cost, baselineCost, baselineKind, isSustained } = entry;
  const isCash = baselineKind !== null && isCashReleasing(baselineKind);
  const isAvoidance = baselineKind !== null && !isCash;
  const saving = baselineCost === null ? null : subtract(baselineCost, cost);
  const only = (isSo: boolean, amount: Money | null = cost) => (isSo ? amount : null);
  const oneOff = only(entryClass === 'one_off');
  const rebate = only(entryClass === 'rebate', negate(cost));
  const figures: Record<PoundsMeasure, Money | null> = {
    net_saving: only(isCash, saving) ?? rebate ?? (oneOff === null ? null : negate(oneOff)),
    cash_saving: only(isCash, saving),
    avoidance: only(isAvoidance, saving),
    cost: only(entryClass === 'recurring'),
    measured_cost: only(baselineKind !== null),
    not_measured_cost: only(entryClass === 'recurring' && baselineKind === null),
    baseline_cost: baselineCost,
    cash_baseline_cost: only(isCash, baselineCost),
    cash_cost: only(isCash),
    avoidance_baseline_cost: only(isAvoidance, baselineCost),
    avoidance_cost: only(isAvoidance),
    index_avoidance: null,
    one_off: oneOff,
    rebate,
    off_contract_cost: only(entryClass === 'off_contract'),
    excluded: only(entryClass === 'excluded'),
    new_cash_saving: only(isCash && !isSustained, saving),
    sustained_cash_saving: only(isCash && isSustained, saving),
    new_avoidance: only(isAvoidance && !isSustained, saving),
    sustained_avoidance: only(isAvoidance && isSustained, saving),
  };
  return figures[measure];
}

/** The working of a cell: the sum of its entries, and where it can be told, quantity times price. */
export function workingOfCell(asked: Asked, page: EntryPage): FigureWorking {
  const working = withIndex(asked, workingOf(asked, entriesBelow(asked, page)));
  const told = page.isWhole && !isPercent(asked.measure) && beforeInWords(asked, page.entries);
  // Only where the figure is told by before and now.
  if (!told || working.main.terms[1]?.label !== 'now') return working;
  const charged = chargedBeside(page.entries);
  return {
    ...working,
    main: { ...working.main, ...told(working.main) },
    besides: charged ? [charged, ...working.besides] : working.besides,
  };
}

/** Avoidance by an index is one number of the cell as a whole, told with those that it is made of. */
function withIndex({ cells, measure }: Asked, working: FigureWorking): FigureWorking {
  const told = indexedMeasures.has(measure) && indexedInWords(cells);
  return told ? { ...working, besides: [told, ...working.besides] } : working;
}

const indexedMeasures: ReadonlySet<string> = new Set([
  'avoidance',
  'new_avoidance',
  'sustained_avoidance',
  'index_avoidance',
]);

const standingIn = (entries: readonly CellEntry[]) =>
  entries.filter(({ depth, takenBackIn, baselineKind }) => {
    return (
      depth % 2 === 0 &&
      takenBackIn === null &&
      baselineKind !== null &&
      isCashReleasing(baselineKind)
    );
  });

/** The mark-up or discount of a cell that is measured in pounds; told where one price gives it. */
function chargedBeside(entries: readonly CellEntry[]): Explanation | undefined {
  const standing = standingIn(entries);
  const [first] = standing;
  if (!first?.unit || !first.unitPrice) return undefined;
  const sentence = chargedInWords({
    unit: first.unit,
    quantity: standing.reduce((sum, each) => sum.plus(decimal(each.quantity)), zero),
    unitPrice: first.unitPrice,
    cost: add(...standing.map(({ cost }) => cost)),
    baselineCost: add(...standing.map(({ baselineCost }) => baselineCost ?? noMoney)),
    recoversAll: first.recoveryRate.eq(1),
  });
  return sentence ? explained('measured in pounds', null, [], () => sentence) : undefined;
}

function entriesBelow(asked: Asked, { entries, next, isWhole }: EntryPage): Explanation {
  const measure = addedUp(asked.measure);
  const terms = entries.flatMap((entry) => {
    const amount = contributionOf(entry, measure);
    return amount === null
      ? []
      : [poundsTerm('+', labelOf(entry), amount, { kind: 'entry', id: entry.id })];
  });
  const all = poundsOf(measure, measuresOf(asked.cells));
  const told = terms.reduce(
    (sum, { value }) => sum + orNothing(parseMoney(value ?? '') ?? null),
    0,
  );
  const rest = pence((all ?? noMoney) - told);
  const isIndexed = isWhole && indexedMeasures.has(measure);
  const label = isIndexed
    ? 'of price rises not paid, by the index, in the cell as a whole'
    : 'in its other entries';
  const target =
    next === null ? null : ({ kind: 'place', place: asked.place, measure, after: next } as const);
  const others = rest === 0 && next === null ? [] : [poundsTerm('+', label, rest, target)];
  return sumOf({ ...asked, measure }, [...terms, ...others]);
}

function labelOf({ document, file, row, depth, takenBackIn }: CellEntry): string {
  const what = depth % 2 === 1 ? 'taken back of' : 'from';
  const end = takenBackIn === null ? '' : ` (taken back in journal ${takenBackIn})`;
  return `${what} ${document}, row ${row} of ${file}${end}`;
}

/** `10 × £3.10 = £31.00 before, £25.00 now`, only where these very numbers give the figure (N6). */
function beforeInWords({ cells }: Asked, entries: readonly CellEntry[]) {
  const standing = standingIn(entries);
  const [first] = standing;
  const before = measuresOf(cells).cashBaselineCost;
  if (!first?.unitPrice || !first.vatRate || before === null) return undefined;
  const isAlike = standing.every(
    (each) => each.baselineId === first.baselineId && each.recoveryRate.eq(first.recoveryRate),
  );
  const quantity = standing.reduce((sum, each) => sum.plus(decimal(each.quantity)), zero);
  const factor = vatFactor(first.vatRate, first.recoveryRate);
  const product = productOf(
    'before',
    [
      numberTerm('×', '', quantity),
      priceTerm('×', '', first.unitPrice),
      ...(factor.eq(1) ? [] : [numberTerm('×', 'for VAT that is not recovered', factor)]),
    ],
    '',
  );
  if (!isAlike || product.value !== formatMoney(before)) return undefined;
  const text = `${spellTerms(product.terms)} = ${show(product.value, 'pounds')}`;
  return ({ sum, sentence, terms: [, now] }: Explanation) => ({
    sum: `${product.sum}; ${sum}`,
    sentence: `${sentence.slice(0, sentence.lastIndexOf(': '))}: ${text} before, ${show(now?.value ?? '0.00', 'pounds')} now.`,
  });
}
