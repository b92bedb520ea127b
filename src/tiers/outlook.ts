import type { LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { type Price, priceOn } from '../contracts/price-schedule.ts';
import { type ContractYear, yearsBegun } from './contract-year.ts';
import { type RebateYear, type Receipt, rebateYears } from './rebate.ts';
import {
  standingOf,
  stepsOf,
  type Tier,
  type TierStanding,
  tierAt,
  type Volume,
  yearQuantity,
} from './tier.ts';
import { holdingOn, type VolumeTerms } from './volume-terms.ts';
import { type BoughtLine, type BoughtMonth, spendOf, volumeOf } from './year-volume.ts';

/** What of a contract its tiers and rebates hang on. */
export interface PromisingContract extends Pick<Contract, 'id' | 'reference' | 'term'> {
  readonly prices: readonly ItemPrice[];
}

/** The unit price of an item between two days. */
export type ItemPrice = Pick<Price, 'item' | 'unitPrice' | 'valid'>;

/** What is known of the volume of one contract. */
export interface Bought {
  readonly lines: readonly BoughtLine[];
  readonly months: readonly BoughtMonth[];
  readonly receipts: readonly Receipt[];
}

/** An item in a contract year, and where it stands among its tiers. */
export interface ItemYear {
  readonly item: string;
  readonly year: ContractYear;
  readonly steps: readonly Tier[];
  readonly volume: Volume;
  readonly standing: TierStanding;
}

/** What a contract promises by volume and what has come of it, year by year. */
export interface VolumeOutlook {
  readonly contract: string;
  readonly items: readonly ItemYear[];
  readonly rebates: readonly RebateYear[];
}

/** The steps of an item's price in a contract year; undefined where no tier holds. */
export function stepsIn(
  contract: PromisingContract,
  { tiers }: Pick<VolumeTerms, 'tiers'>,
  item: string,
  { begins }: ContractYear,
): Tier[] | undefined {
  const own = tiers.filter((tier) => tier.contractId === contract.id && tier.item === item);
  const holding = holdingOn(own, begins);
  const price = priceIn(contract.prices, item, begins);
  if (holding.length === 0 || !price) return undefined;
  const steps = holding.map(({ fromQuantity, unitPrice }) => ({ from: fromQuantity, unitPrice }));
  return stepsOf(steps, price.unitPrice);
}

/** The price of the day on which the year begins, or the first one that the item has. */
function priceIn(
  prices: readonly ItemPrice[],
  item: string,
  begins: LocalDate,
): ItemPrice | undefined {
  return priceOn(prices, item, begins) ?? prices.find((price) => price.item === item);
}

/** The contract years of a contract up to today, for items with tiers and for rebates (F16). */
export function outlookOf(
  contract: PromisingContract,
  terms: VolumeTerms,
  bought: Bought,
  today: LocalDate,
): VolumeOutlook {
  const years = yearsBegun(contract.term, today);
  const own = terms.tiers.filter(({ contractId }) => contractId === contract.id);
  const clauses = terms.clauses.filter(({ contractId }) => contractId === contract.id);
  const items = [...new Set(own.map(({ item }) => item))].sort();
  const spending = years.map((year) => ({ year, spend: spendOf(bought.lines, year) }));
  return {
    contract: contract.reference,
    items: items.flatMap((item) => yearsOfItem(contract, terms, item, { years, bought, today })),
    rebates: rebateYears(spending, clauses, bought.receipts, today),
  };
}

function yearsOfItem(
  contract: PromisingContract,
  terms: VolumeTerms,
  item: string,
  facts: { years: readonly ContractYear[]; bought: Bought; today: LocalDate },
): ItemYear[] {
  const { years, bought, today } = facts;
  const volumes = years.map((year) => volumeOf(item, year, bought, today));
  return years.flatMap((year, index): ItemYear[] => {
    const steps = stepsIn(contract, terms, item, year);
    const [volume, before] = [volumes[index], volumes[index - 1]];
    if (!steps || !volume) return [];
    const charged = priceIn(contract.prices, item, year.begins)?.unitPrice;
    const candidates = [
      steps.find(({ unitPrice }) => charged && unitPrice.eq(charged)),
      before && tierAt(steps, yearQuantity(before)),
    ].filter((tier) => tier !== undefined);
    const expected = candidates.reduce(
      (highest, tier) => (tier.from.gt(highest.from) ? tier : highest),
      steps[0] as Tier,
    );
    return [{ item, year, steps, volume, standing: standingOf(steps, volume, expected) }];
  });
}
