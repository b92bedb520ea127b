import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import type { ItemYear, VolumeOutlook } from './outlook.ts';
import type { RebateYear } from './rebate.ts';
import type { Tier } from './tier.ts';
import { itemSentences, rebateSentences } from './words.ts';

const writeTier = ({ from, unitPrice }: Tier) => {
  return { from_quantity: formatDecimal(from), unit_price: formatDecimal(unitPrice) };
};

function writeItem(each: ItemYear) {
  const { item, year, volume, standing } = each;
  const { quantity, reached, worth, next, forecast, expected, warning, loss } = standing;
  return {
    item,
    from: year.from,
    to: year.to,
    is_over: volume.isOver,
    quantity: formatDecimal(quantity),
    tier: writeTier(reached),
    worth: formatMoney(worth),
    next: next && {
      ...writeTier(next.tier),
      missing: formatDecimal(next.missing),
      worth: formatMoney(next.worth),
    },
    forecast_by_run_rate: forecast && {
      ...writeTier(forecast.tier),
      quantity: formatDecimal(forecast.quantity),
      whole_months: volume.wholeMonths,
    },
    expected_tier: writeTier(expected),
    warning,
    loss: formatMoney(loss),
    in_words: itemSentences(each),
  };
}

function writeRebate(rebate: RebateYear) {
  return {
    from: rebate.year.from,
    to: rebate.year.to,
    spend: formatMoney(rebate.spend),
    clauses: rebate.clauses.map(({ clause, earned }) => ({
      spend_above: formatDecimal(clause.spendAbove),
      rebate_rate: formatDecimal(clause.rebateRate),
      earned: formatMoney(earned),
    })),
    earned: formatMoney(rebate.earned),
    received: formatMoney(rebate.received),
    gap: formatMoney(rebate.gap),
    expected_on: rebate.expectedOn,
    is_due: rebate.isDue,
    in_words: rebateSentences(rebate),
  };
}

/** A contract's tiers and rebates as they travel: amounts and quantities as text. */
export function writeOutlook({ contract, items, rebates }: VolumeOutlook) {
  return { contract, items: items.map(writeItem), rebates: rebates.map(writeRebate) };
}
