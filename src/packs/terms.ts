import { lastDay } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import type { Charge } from '../charges/charge.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Forecast } from '../forecasts/forecast.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { OfContract, RebateClause, VolumeTerms, VolumeTier } from '../tiers/volume-terms.ts';
import { csv, type Parts } from './parts.ts';
import type { Guard, Scope } from './scope.ts';
import { table } from './tables.ts';

/** What was written down beside the ledger: volume terms, central charges, forecasts. */
export interface PackedTerms {
  readonly scope: Scope;
  readonly contracts: readonly Contract[];
  readonly volume: VolumeTerms;
  readonly charges: readonly Charge[];
  /** Every version of every forecast. */
  readonly forecasts: readonly Forecast[];
}

/**
 * What contracts promise by volume, what the trust takes for central services (N18), and what was
 * expected (N21). Of a school's pack a shared charge is its own part alone, without the whole.
 */
export function termParts(found: PackedTerms, guard: Guard): Parts {
  const { scope, contracts, volume } = found;
  const references = new Map(contracts.map(({ id, reference }) => [id, reference]));
  const named = <Term>(terms: readonly OfContract<Term>[]) =>
    terms.flatMap((term) => {
      const contract = references.get(term.contractId);
      return contract === undefined ? [] : [{ ...term, contract }];
    });
  const tiers = named(volume.tiers)
    .sort((a, b) => a.fromQuantity.comparedTo(b.fromQuantity))
    .sort(by((it) => [it.contract, it.item, it.valid.from]));
  const clauses = named(volume.clauses)
    .sort((a, b) => a.spendAbove.comparedTo(b.spendAbove))
    .sort(by((it) => [it.contract, it.valid.from]));
  const charges = found.charges.filter(
    ({ urn, window }) => isOf(scope, urn) && isIn(scope, window),
  );
  const forecasts = found.forecasts
    .filter((each) => scope.contract === undefined || each.contract === scope.contract)
    .filter(({ window }) => isIn(scope, window))
    .flatMap((forecast) =>
      forecast.schools
        .filter(({ urn }) => isOf(scope, urn))
        .map((school) => ({ ...forecast, ...school })),
    );
  return [
    ['volume_tiers.csv', () => csv(tierTable, [tiers])],
    ['rebate_clauses.csv', () => csv(clauseTable, [clauses])],
    ['central_charges.csv', () => csv(chargeTable(scope, guard), [charges])],
    ['forecasts.csv', () => csv(forecastTable(guard), [forecasts])],
  ];
}

/** Whether a school's fact belongs into a pack. */
export const isOf = ({ school }: Scope, urn: string): boolean =>
  school === undefined || school.urn === urn;

/** Whether whole months meet those of a pack. */
export function isIn(
  { window: { from, to } }: Scope,
  months: { readonly from: Month; readonly to: Month },
): boolean {
  return (to === undefined || months.from <= to) && (from === undefined || from <= months.to);
}

/** Smaller texts first; what is alike keeps its order. */
function by<Item>(keys: (item: Item) => readonly string[]) {
  return (a: Item, b: Item) => {
    const [left, right] = [keys(a), keys(b)];
    const at = left.findIndex((key, index) => key !== right[index]);
    if (at < 0) return 0;
    return (left[at] ?? '') < (right[at] ?? '') ? -1 : 1;
  };
}

const end = (day: string) => (day === lastDay ? null : day);
const pounds = (amount: Money | null) => (amount === null ? null : { amount: formatMoney(amount) });
const number = (value: number) => ({ amount: String(value) });

const tierTable = table<VolumeTier & { contract: string }>({
  contract: ({ contract }) => contract,
  item: ({ item }) => item,
  from_quantity: ({ fromQuantity }) => ({ amount: formatDecimal(fromQuantity) }),
  unit_price: ({ unitPrice }) => ({ amount: formatDecimal(unitPrice) }),
  valid_from: ({ valid }) => valid.from,
  valid_to: ({ valid }) => end(valid.to),
});

const clauseTable = table<RebateClause & { contract: string }>({
  contract: ({ contract }) => contract,
  spend_above: ({ spendAbove }) => ({ amount: formatDecimal(spendAbove) }),
  rebate_rate: ({ rebateRate }) => ({ amount: formatDecimal(rebateRate) }),
  due_months: ({ dueMonths }) => number(dueMonths),
  valid_from: ({ valid }) => valid.from,
  valid_to: ({ valid }) => end(valid.to),
});

function chargeTable({ school }: Scope, guard: Guard) {
  const whole = (charge: Charge) => (school === undefined ? charge.shared : null);
  return table<Charge>({
    number: (charge) => number(charge.number),
    urn: ({ urn }) => urn,
    from: ({ window }) => window.from,
    to: ({ window }) => window.to,
    amount: ({ amount }) => pounds(amount),
    source: ({ source }) => guard(source),
    shared_by: ({ shared }) => shared?.driver ?? null,
    shared_amount: (charge) => pounds(whole(charge)?.amount ?? null),
    weight: (charge) => whole(charge)?.weight ?? null,
    total_weight: (charge) => whole(charge)?.totalWeight ?? null,
    recorded_by: ({ by: person }) => guard(person),
    recorded_at: ({ at }) => at,
  });
}

function forecastTable(guard: Guard) {
  return table<Forecast & { urn: string; amount: Money }>({
    number: (forecast) => number(forecast.number),
    version: ({ version }) => number(version),
    stage: ({ stage }) => stage,
    area: ({ area }) => guard(area),
    contract: ({ contract }) => contract,
    urn: ({ urn }) => urn,
    from: ({ window }) => window.from,
    to: ({ window }) => window.to,
    amount: ({ amount }) => pounds(amount),
    basis: ({ basis }) => guard(basis),
    reason: ({ reason }) => reason && guard(reason),
    recorded_by: ({ by: person }) => guard(person),
    recorded_at: ({ at }) => at,
  });
}
