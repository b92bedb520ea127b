import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import { type Area, stageOf } from './area.ts';
import {
  type ComparedItem,
  type CurrentCost,
  type SchoolOutcome,
  type Sums,
  type UnknownCost,
  verdictOf,
  type Whole,
} from './comparison.ts';
import { outcomeSentences, wholeSentence } from './words.ts';

/** An area as it travels; why an option was chosen is for who is let in to the whole trust. */
export function writeArea(area: Area, isWhole: boolean) {
  const { reference, title, category, cfrCode, driver, startsOn, endsOn, chosen } = area;
  return {
    ...{ reference, title, category, cfr_code: cfrCode, driver },
    ...{ starts_on: startsOn, ends_on: endsOn, notice_months: area.noticeMonths },
    year_from: area.yearFrom,
    stage: stageOf(area),
    items: area.items.map(({ item, description, unit, quantityBasis }) => {
      return { item, description, unit, quantity_basis: quantityBasis };
    }),
    options: area.options.map(({ name }) => name),
    chosen: chosen && {
      ...{ option: chosen.option, forecast: chosen.forecast, by: chosen.by, at: chosen.at },
      reason: isWhole ? chosen.reason : null,
    },
  };
}

/** What a school pays now for an item, as it travels; null throughout where nobody knows it. */
export function writeCost(cost: CurrentCost | UnknownCost) {
  const { urn, item } = cost;
  const unknown = { kind: null, unit_price: null, vat_rate: null, annual_quantity: null };
  if ('why' in cost) return { urn, item, ...unknown, from: null, source: null, note: cost.why };
  return {
    ...{ urn, item, kind: cost.kind },
    unit_price: formatDecimal(cost.unitPrice),
    vat_rate: formatDecimal(cost.vatRate),
    annual_quantity: formatDecimal(cost.quantity),
    ...{ from: cost.from, source: cost.source, note: cost.because },
  };
}

const writeSums = ({ now, after, oneOff, gain, cashGain }: Sums) => ({
  now: formatMoney(now),
  after: formatMoney(after),
  gain: formatMoney(gain),
  cash_gain: formatMoney(cashGain),
  one_off: formatMoney(oneOff),
});

function writeItem({ cost, quote, now, after, oneOff, gain }: ComparedItem) {
  return {
    item: cost.item,
    price_now: formatDecimal(cost.unitPrice),
    price_then: formatDecimal(quote.unitPrice),
    annual_quantity: formatDecimal(cost.quantity),
    quoted_quantity: quote.annualQuantity && formatDecimal(quote.annualQuantity),
    now: formatMoney(now),
    after: formatMoney(after),
    gain: formatMoney(gain),
    one_off: formatMoney(oneOff),
  };
}

function writeOutcome(outcome: SchoolOutcome, name: string) {
  return {
    urn: outcome.urn,
    name,
    verdict: verdictOf(outcome),
    ...writeSums(outcome),
    items: outcome.items.map(writeItem),
    untold: outcome.untold.map(({ item, why }) => ({ item, why })),
    in_words: outcomeSentences(outcome, name),
  };
}

/** An option with what it means, as it travels: the schools that lose first. */
export function writeOption(
  option: {
    readonly name: string;
    readonly supplier: string;
    readonly document: string;
    readonly whole: Whole;
    readonly schools: readonly SchoolOutcome[];
  },
  names: ReadonlyMap<string, string>,
) {
  const { name, supplier, document, whole, schools } = option;
  return {
    ...{ name, supplier, document },
    whole: {
      ...writeSums(whole),
      gains: formatMoney(whole.gains),
      losses: formatMoney(whole.losses),
      schools: whole.schools,
      in_words: wholeSentence(whole),
    },
    schools: schools.map((school) => writeOutcome(school, names.get(school.urn) ?? school.urn)),
  };
}

/** An area with its costs and compared options, as it travels. */
export function writeCompared(
  compared: {
    readonly area: Area;
    readonly journal: number;
    readonly costs: readonly (CurrentCost | UnknownCost)[];
    readonly options: readonly Parameters<typeof writeOption>[0][];
    readonly names: ReadonlyMap<string, string>;
  },
  isWhole: boolean,
) {
  const { area, journal, costs, options, names } = compared;
  return {
    area: writeArea(area, isWhole),
    journal,
    costs: costs.map(writeCost),
    options: options.map((option) => writeOption(option, names)),
  };
}
