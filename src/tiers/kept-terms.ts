import type { DateRange } from '../calendar/period.ts';
import type { Contract } from '../contracts/contract.ts';
import { decimal, formatDecimal } from '../money/decimal.ts';
import type { PromisingContract } from './outlook.ts';
import type { OfContract, VolumeTerms } from './volume-terms.ts';

/** What a contract promised by volume when it was kept, with the prices of its tiers; decimals as text. */
export interface KeptTerms {
  readonly contractId: string;
  readonly reference: string;
  readonly term: DateRange;
  readonly prices: readonly { item: string; unitPrice: string; valid: DateRange }[];
  readonly tiers: readonly {
    item: string;
    fromQuantity: string;
    unitPrice: string;
    valid: DateRange;
  }[];
  readonly clauses: readonly {
    spendAbove: string;
    rebateRate: string;
    dueMonths: number;
    valid: DateRange;
  }[];
}

/** The contracts that promise something by volume, with what they promise. */
export interface Promises {
  readonly contracts: readonly PromisingContract[];
  readonly terms: VolumeTerms;
}

/** Of all contracts those with tiers or clauses, in the order of the contracts. */
export function promising(contracts: readonly Contract[], terms: VolumeTerms): Promises {
  const ids = new Set([...terms.tiers, ...terms.clauses].map(({ contractId }) => contractId));
  return { contracts: contracts.filter(({ id }) => ids.has(id)), terms };
}

/** Promises as they are kept with the journal from which on they are known (P11). */
export function keptTermsOf({ contracts, terms }: Promises): KeptTerms[] {
  const [tiersOf, clausesOf] = [byContract(terms.tiers), byContract(terms.clauses)];
  return contracts.map(({ id, reference, term, prices }) => {
    const [tiers, clauses] = [tiersOf.get(id) ?? [], clausesOf.get(id) ?? []];
    const items = new Set(tiers.map(({ item }) => item));
    return {
      contractId: id,
      reference,
      term,
      prices: prices
        .filter(({ item }) => items.has(item))
        .map(({ item, unitPrice, valid }) => {
          return { item, unitPrice: formatDecimal(unitPrice), valid };
        }),
      tiers: tiers.map(({ item, fromQuantity, unitPrice, valid }) => ({
        ...{ item, valid },
        fromQuantity: formatDecimal(fromQuantity),
        unitPrice: formatDecimal(unitPrice),
      })),
      clauses: clauses.map(({ spendAbove, rebateRate, dueMonths, valid }) => ({
        ...{ dueMonths, valid },
        spendAbove: formatDecimal(spendAbove),
        rebateRate: formatDecimal(rebateRate),
      })),
    };
  });
}

function byContract<Term>(terms: readonly OfContract<Term>[]): Map<string, OfContract<Term>[]> {
  const found = new Map<string, OfContract<Term>[]>();
  for (const term of terms) {
    const known = found.get(term.contractId);
    if (known) known.push(term);
    else found.set(term.contractId, [term]);
  }
  return found;
}

/** The promises that were kept. */
export function promisesIn(kept: readonly KeptTerms[]): Promises {
  return {
    contracts: kept.map(({ contractId: id, reference, term, prices }) => ({
      ...{ id, reference, term },
      prices: prices.map(({ unitPrice, ...price }) => {
        return { ...price, unitPrice: decimal(unitPrice) };
      }),
    })),
    terms: {
      tiers: kept.flatMap(({ contractId, tiers }) =>
        tiers.map(({ item, fromQuantity, unitPrice, valid }) => ({
          ...{ contractId, item, valid },
          fromQuantity: decimal(fromQuantity),
          unitPrice: decimal(unitPrice),
        })),
      ),
      clauses: kept.flatMap(({ contractId, clauses }) =>
        clauses.map(({ spendAbove, rebateRate, dueMonths, valid }) => ({
          ...{ contractId, dueMonths, valid },
          spendAbove: decimal(spendAbove),
          rebateRate: decimal(rebateRate),
        })),
      ),
    },
  };
}
