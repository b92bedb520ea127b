import { type DateRange, overlap } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Price } from '../contracts/price-schedule.ts';
import type { UnitOf } from './cost-bridge.ts';

/**
 * The unit in which an item is priced on the days of both periods. Days and half-days are not added
 * up, and neither are payslips and months: with more than one unit there is none in common (N28).
 */
export function unitsIn(contracts: readonly Contract[], periods: readonly DateRange[]): UnitOf {
  const isInForce = ({ valid, lineClass }: Price) =>
    lineClass === 'recurring' && periods.some((period) => overlap(valid, period));
  const units = new Map(
    contracts.map(({ reference, prices }) => [reference, prices.filter(isInForce)]),
  );
  return (contract, item) => {
    const priced = (units.get(contract) ?? []).filter((price) => price.item === item);
    const [unit, ...others] = new Set(priced.map((price) => price.unit));
    if (others.length > 0) return 'unlike_units';
    return unit ?? 'no_unit';
  };
}
