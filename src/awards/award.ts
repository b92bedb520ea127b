import { addMonths, dayBefore, lastDay } from '../calendar/local-date.ts';
import { monthOf, monthsFrom } from '../calendar/period.ts';
import { type Forecast, latestOf } from '../forecasts/forecast.ts';
import { formatDecimal, fraction, one } from '../money/decimal.ts';
import type { Money } from '../money/money.ts';
import { toMoney } from '../money/rate.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import type { Area, AreaOption } from '../sourcing/area.ts';
import type { CurrentCost, SchoolOutcome } from '../sourcing/comparison.ts';
import type { Fields } from '../trusts/register-change.ts';
import { setUpPrices } from './set-up.ts';

/** A chosen option with what a contract is made of. */
export interface Award {
  readonly area: Omit<Area, 'id' | 'costs' | 'options' | 'chosen'>;
  readonly option: Pick<AreaOption, 'name' | 'supplier' | 'document'>;
  readonly outcomes: readonly SchoolOutcome[];
}

/** The schools that a contract is for: those of which something is quoted. */
export function takingPart(outcomes: readonly SchoolOutcome[]): SchoolOutcome[] {
  return outcomes.filter(({ items }) => items.length > 0);
}

/**
 * Refuses an option of which no contract can be made: for a school of which only a part is told, and with an
 * item that has more than one price, since a contract has one. A school that was not quoted at all stays out.
 */
export function refuseUnfitAward({ area, option, outcomes }: Award): void {
  const found = { code: 'sourcing.unfit' as const, found: option.name };
  const open = outcomes.flatMap(({ urn, items, untold }) =>
    untold
      .filter(({ isQuoted }) => isQuoted || items.length > 0)
      .map(({ item, why }): ProblemDetail => {
        const message = `${option.name} cannot be told for ${item} at ${urn}: ${why}.`;
        const remedy = 'Add what is missing, or leave the school out of the quotes altogether.';
        return { ...found, message, remedy };
      }),
  );
  const nobody: ProblemDetail[] =
    takingPart(outcomes).length > 0 || open.length > 0
      ? []
      : [{ ...found, message: `${option.name} quotes nothing for any school.` }];
  const prices = area.items.flatMap(({ item }) => differingPrices(item, outcomes, option.name));
  const problems = [...open, ...nobody, ...prices];
  if (problems.length > 0) throw new Problem(problems);
}

function quotesOf(item: string, outcomes: readonly SchoolOutcome[]) {
  return outcomes.flatMap(({ items }) =>
    items.filter(({ quote }) => quote.item === item).map(({ quote }) => quote),
  );
}

function differingPrices(
  item: string,
  outcomes: readonly SchoolOutcome[],
  name: string,
): ProblemDetail[] {
  const [first, ...quotes] = quotesOf(item, outcomes);
  const other = first && quotes.find(({ unitPrice }) => !unitPrice.eq(first.unitPrice));
  if (!other) return [];
  const [one, two] = [first, other].map(({ unitPrice }) => formatDecimal(unitPrice));
  const message = `${name} asks £${one} for ${item} of ${first.urn} and £${two} of ${other.urn}, and a contract has one price of an item.`;
  const remedy =
    'Give what has a price of its own an item of its own, in the costs and in the quotes.';
  return [{ code: 'sourcing.unfit', found: item, message, remedy }];
}

/** The contract of a chosen option as rows of the trust's folder: its days, schools and prices. */
export function awardRows({ area, option, outcomes }: Award) {
  const contract = area.reference;
  const endsOn = area.endsOn === lastDay ? '' : area.endsOn;
  const taking = takingPart(outcomes);
  return {
    contract: {
      ...{ reference: contract, title: area.title, supplier: option.supplier },
      ...{ category: area.category, cfr_code: area.cfrCode, driver: area.driver },
      ...{ starts_on: area.startsOn, ends_on: area.endsOn, notice_months: area.noticeMonths },
      procurement_route: `${option.name}: ${option.document}`,
    } satisfies Fields,
    participants: taking.map(
      ({ urn }): Fields => ({ contract, urn, starts_on: area.startsOn, ends_on: endsOn }),
    ),
    prices: [
      ...area.items.flatMap(({ item, description, unit, quantityBasis }): Fields[] => {
        const [quote] = quotesOf(item, taking);
        if (!quote) return [];
        const facts = { description, unit, quantity_basis: quantityBasis, line_class: 'recurring' };
        const unitPrice = formatDecimal(quote.unitPrice);
        return [{ contract, item, ...facts, unit_price: unitPrice, valid_from: area.startsOn }];
      }),
      ...setUpPrices(area, taking).map(({ unitPrice, ...price }): Fields => {
        const facts = { unit: 'each', quantity_basis: 'consumed', line_class: 'one_off' };
        return { contract, ...price, ...facts, unit_price: unitPrice, valid_from: area.startsOn };
      }),
    ],
  };
}

/** What each school pays now for what the contract is about: the baselines to be drafted of it (P6). */
export function draftedCosts({ outcomes }: Pick<Award, 'outcomes'>): CurrentCost[] {
  return takingPart(outcomes).flatMap(({ items }) => items.map(({ cost }) => cost));
}

/** What the first twelve months of the contract should save in cash at each school, or fewer if it is shorter. */
export function forecastOf({ area, outcomes }: Pick<Award, 'area' | 'outcomes'>) {
  const year = dayBefore(addMonths(area.startsOn, 12));
  const [from, to] = [area.startsOn, year < area.endsOn ? year : area.endsOn].map(monthOf);
  if (!from || !to) throw new Error('a contract has a first and a last month');
  const months = monthsFrom(from, to).slice(0, 12);
  const amount = (gain: Money) => toMoney(fraction(one.times(gain).times(months.length), 1200));
  return {
    window: { from, to: months.at(-1) ?? from },
    schools: takingPart(outcomes).map(({ urn, cashGain }) => ({ urn, amount: amount(cashGain) })),
  };
}

const plain = (name: string) => name.toLowerCase().replace(/\s+/g, ' ').trim();

/** The forecast that identified what an area should save; refuses several, so that it counts once (N21). */
export function identifiedOf(
  versions: readonly Forecast[],
  { title }: Pick<Area, 'title'>,
): Forecast | undefined {
  const identified = latestOf(versions).filter(
    ({ stage, area }) => stage === 'identified' && plain(area) === plain(title),
  );
  const [first, second] = identified;
  if (!second) return first;
  const numbers = identified.map(({ number }) => number).join(', ');
  throw new Problem({
    code: 'sourcing.unfit',
    found: title,
    message: `Forecasts ${numbers} all expect the saving of ${title}, and it counts once.`,
    remedy: 'Drop all but the one that the contract should bring: forecast drop NUMBER.',
  });
}
