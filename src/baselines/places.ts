import type { Contract } from '../contracts/contract.ts';
import { type Baseline, baselineKey } from './baseline.ts';

/** Something that is bought by a contract, as it is chosen in a form. */
export interface Bought {
  readonly value: string;
  readonly text: string;
  readonly contract: string;
  readonly item: string;
}

type Priced = Pick<Contract, 'reference' | 'title'> & {
  readonly prices: readonly Pick<Contract['prices'][number], 'item' | 'lineClass'>[];
};

/** What is bought again and again by the contracts: only that is measured against a price before. */
export function boughtBy(contracts: readonly Priced[]): Bought[] {
  return contracts.flatMap(({ reference, title, prices }) => {
    const recurring = prices.filter(({ lineClass }) => lineClass === 'recurring');
    return [...new Set(recurring.map(({ item }) => item))].map((item) => ({
      value: `${reference}: ${item}`,
      text: `${item}, by ${title} (${reference})`,
      contract: reference,
      item,
    }));
  });
}

type Taking = Priced & Pick<Contract, 'id' | 'participations'>;

/** The school and item of a contract for which nobody has said what was paid before. */
export interface Gap extends Bought {
  readonly schoolId: string;
}

/** Where no version counts or waits for approval: what is bought there cannot be measured. */
export function gapsIn(contracts: readonly Taking[], versions: readonly Baseline[]): Gap[] {
  const known = new Set(
    versions
      .filter(({ withdrawnAt }) => withdrawnAt === null)
      .map(({ contractId, schoolId, item }) => baselineKey(contractId, schoolId, item)),
  );
  return contracts.flatMap((contract) => {
    const schools = [...new Set(contract.participations.map(({ schoolId }) => schoolId))];
    return boughtBy([contract]).flatMap((bought) =>
      schools
        .filter((schoolId) => !known.has(baselineKey(contract.id, schoolId, bought.item)))
        .map((schoolId) => ({ ...bought, schoolId })),
    );
  });
}
