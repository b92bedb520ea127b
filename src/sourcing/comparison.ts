import { type BaselineKind, isCashReleasing } from '../baselines/baseline.ts';
import { type Decimal, fraction } from '../money/decimal.ts';
import { add, type Money, subtract } from '../money/money.ts';
import { priced, toMoney, vatFactor } from '../money/rate.ts';

/** What a school pays now for an item, and how much it bought in the year that is compared. */
export interface CurrentCost {
  readonly urn: string;
  readonly item: string;
  readonly kind: BaselineKind;
  readonly unitPrice: Decimal;
  readonly vatRate: Decimal;
  readonly quantity: Decimal;
  /** Whether price and quantity were worked out from posted lines, or stated. */
  readonly from: 'ledger' | 'stated';
  readonly source: string;
  /** Why posted lines that were named did not make it, in whole sentences; null if they did, or none were. */
  readonly because: string | null;
}

/** An item of which nobody knows what a school pays now. */
export interface UnknownCost {
  readonly urn: string;
  readonly item: string;
  /** In whole sentences, with what to do. */
  readonly why: string;
}

/** What an option asks of a school for an item. */
export interface Quote {
  readonly urn: string;
  readonly item: string;
  readonly unitPrice: Decimal;
  readonly vatRate: Decimal;
  /** The volume of a year that the supplier counted on; null where none was named. */
  readonly annualQuantity: Decimal | null;
  readonly oneOff: Money;
}

/** An item at a school: what its own volume costs now and would cost, with VAT that is not recovered. */
export interface ComparedItem {
  readonly cost: CurrentCost;
  readonly quote: Quote;
  readonly now: Money;
  readonly after: Money;
  readonly oneOff: Money;
  readonly gain: Money;
}

/** An item of which it cannot be told what an option means, and why; it is in no sum. */
export interface Untold {
  readonly item: string;
  readonly isQuoted: boolean;
  readonly why: string;
}

/** What is now and would be in a year; a gain below zero is a loss, and what is paid once is in none. */
export interface Sums {
  readonly now: Money;
  readonly after: Money;
  readonly oneOff: Money;
  readonly gain: Money;
  /** The part of the gain against prices that release cash. */
  readonly cashGain: Money;
}

/** What an option means for one school. */
export interface SchoolOutcome extends Sums {
  readonly urn: string;
  readonly items: readonly ComparedItem[];
  readonly untold: readonly Untold[];
}

/** What an option means for all schools together, and how the gains and losses are spread. */
export interface Whole extends Sums {
  /** What the schools that gain have in all, and below zero what the others lose. */
  readonly gains: Money;
  readonly losses: Money;
  readonly schools: Readonly<Record<Verdict, number>>;
}

/** How an option turns out for a school, the worst first. */
export const verdicts = ['loses', 'unclear', 'same', 'gains'] as const;
export type Verdict = (typeof verdicts)[number];

/** Whether a school gains, loses, or cannot be told, since something of it is not known. */
export function verdictOf({ gain, untold }: Pick<SchoolOutcome, 'gain' | 'untold'>): Verdict {
  if (untold.length > 0) return 'unclear';
  if (gain === 0) return 'same';
  return gain < 0 ? 'loses' : 'gains';
}

const notKnown = 'what it pays now is not known';

/**
 * What an option means for each school at its own volume of a year, to the penny: who loses comes first, the
 * greatest loss before the others, then who cannot be told. Nothing is averaged.
 */
export function outcomesOf(
  costs: readonly (CurrentCost | UnknownCost)[],
  quotes: readonly Quote[],
  recoveryRate: (urn: string) => Decimal,
): SchoolOutcome[] {
  const outcomes = [...new Set(costs.map(({ urn }) => urn))].map((urn): SchoolOutcome => {
    const own = quotes.filter((quote) => quote.urn === urn);
    const items: ComparedItem[] = [];
    const untold: Untold[] = [];
    for (const cost of costs.filter((each) => each.urn === urn)) {
      const quote = own.find(({ item }) => item === cost.item);
      const { item } = cost;
      if ('why' in cost) untold.push({ item, isQuoted: quote !== undefined, why: notKnown });
      else if (quote) items.push(comparedItem(cost, quote, recoveryRate(urn)));
      else untold.push({ item, isQuoted: false, why: 'it is not quoted' });
    }
    return { urn, items, untold, ...sumsOf(items) };
  });
  const rank = (outcome: SchoolOutcome) => verdicts.indexOf(verdictOf(outcome));
  return outcomes.sort((a, b) => rank(a) - rank(b) || a.gain - b.gain || (a.urn < b.urn ? -1 : 1));
}

function comparedItem(cost: CurrentCost, quote: Quote, recovered: Decimal): ComparedItem {
  const costOf = ({ unitPrice, vatRate }: { unitPrice: Decimal; vatRate: Decimal }) =>
    toMoney(priced(fraction(cost.quantity), unitPrice.times(vatFactor(vatRate, recovered))));
  const [now, after] = [costOf(cost), costOf(quote)];
  const factor = vatFactor(quote.vatRate, recovered);
  const oneOff = toMoney(fraction(factor.times(quote.oneOff), 100));
  return { cost, quote, now, after, oneOff, gain: subtract(now, after) };
}

function sumsOf(items: readonly ComparedItem[]): Sums {
  const cash = items.filter(({ cost }) => isCashReleasing(cost.kind));
  return {
    now: add(...items.map(({ now }) => now)),
    after: add(...items.map(({ after }) => after)),
    oneOff: add(...items.map(({ oneOff }) => oneOff)),
    gain: add(...items.map(({ gain }) => gain)),
    cashGain: add(...cash.map(({ gain }) => gain)),
  };
}

/** What an option means for all schools together: the sum of what it means for each, to the penny. */
export function wholeOf(outcomes: readonly SchoolOutcome[]): Whole {
  const sum = (key: keyof Sums, of = outcomes) => add(...of.map((outcome) => outcome[key]));
  const count = (verdict: Verdict) =>
    outcomes.filter((outcome) => verdictOf(outcome) === verdict).length;
  return {
    now: sum('now'),
    after: sum('after'),
    oneOff: sum('oneOff'),
    gain: sum('gain'),
    cashGain: sum('cashGain'),
    gains: sum(
      'gain',
      outcomes.filter(({ gain }) => gain > 0),
    ),
    losses: sum(
      'gain',
      outcomes.filter(({ gain }) => gain < 0),
    ),
    schools: {
      loses: count('loses'),
      unclear: count('unclear'),
      same: count('same'),
      gains: count('gains'),
    },
  };
}

/** Options in the order in which to look at them: those that can be told of all schools, the greatest gain first. */
export function bestFirst<Option extends { readonly name: string; readonly whole: Whole }>(
  options: readonly Option[],
): Option[] {
  const unclear = ({ whole }: Option) => (whole.schools.unclear > 0 ? 1 : 0);
  return [...options].sort(
    (a, b) => unclear(a) - unclear(b) || b.whole.gain - a.whole.gain || (a.name < b.name ? -1 : 1),
  );
}
