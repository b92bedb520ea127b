import type { Contract, Supplier } from '../contracts/contract.ts';
import { spreadsheetLines, writeSpreadsheetCsv } from '../csv/csv-writer.ts';
import { type Journal, journalContent } from '../ledger/chain.ts';
import type { PeriodAct } from '../periods/period-act.ts';
import type { School } from '../schools/school.ts';
import { sumsText } from './manifest.ts';
import type { Guard, Scope } from './scope.ts';
import { signOffsOf } from './sign-offs.ts';
import {
  baselineTable,
  contractTable,
  driverTable,
  journalTable,
  type NamedBaseline,
  participantTable,
  priceTable,
  schoolTable,
  signOffTable,
  type Table,
} from './tables.ts';

export type Pieces = AsyncIterable<string | Uint8Array> | Iterable<string | Uint8Array>;

/** The files of a pack by their paths, each made when its turn comes. */
export type Parts = readonly (readonly [path: string, pieces: () => Pieces])[];

export interface PackedRegister {
  readonly scope: Scope;
  readonly schools: readonly School[];
  readonly contracts: readonly Contract[];
  readonly suppliers: readonly Supplier[];
}

export interface PackedJournals {
  readonly scope: Scope;
  readonly guard: Guard;
  readonly journals: readonly Journal[];
  readonly baselines: readonly NamedBaseline[];
  /** The journals that touched the scope's school and contract. */
  readonly touching: ReadonlySet<number>;
  readonly periodActs: readonly PeriodAct[];
}

/** What the register has of the scope: of a school's pack no other school. */
export function registerParts(
  { scope, schools, contracts, suppliers }: PackedRegister,
  guard: Guard,
): Parts {
  const supplierOf = new Map(suppliers.map(({ id, name }) => [id, name]));
  const own = schools.filter((school) => !scope.school || school === scope.school);
  const urns = new Map(own.map(({ id, urn }) => [id, urn]));
  const named = contracts.map((contract) => ({
    ...contract,
    title: guard(contract.title),
    procurementRoute: guard(contract.procurementRoute),
    supplier: supplierOf.get(contract.supplierId) ?? '',
  }));
  const participants = contracts.flatMap(({ reference: contract, participations }) =>
    participations.flatMap(({ schoolId, days }) => {
      const urn = urns.get(schoolId);
      return urn === undefined ? [] : [{ contract, urn, days }];
    }),
  );
  const prices = contracts.flatMap(({ reference: contract, prices: rows }) =>
    rows.map((price) => ({
      contract,
      price: { ...price, description: guard(price.description) },
    })),
  );
  const terms = own.flatMap((school) =>
    (school.terms.length > 0 ? school.terms : [undefined]).map((each) => ({ school, terms: each })),
  );
  const drivers = own.flatMap(({ urn, drivers: values }) =>
    values.map((driver) => ({ urn, driver: { ...driver, source: guard(driver.source) } })),
  );
  return [
    ['contracts.csv', () => csv(contractTable, [named])],
    ['participants.csv', () => csv(participantTable, [participants])],
    ['prices.csv', () => csv(priceTable, [prices])],
    ['schools.csv', () => csv(schoolTable, [terms])],
    ['drivers.csv', () => csv(driverTable, [drivers])],
  ];
}

/** Baselines, deeds and journals, with the content that each journal's hash is over. */
export function journalParts(found: PackedJournals): Parts {
  const { scope, guard, journals, baselines, touching, periodActs } = found;
  const { school } = scope;
  const isTouching = ({ number }: { number: number }) => !school || touching.has(number);
  // A file of the chain is whole or not there: what is left out of it could not be hashed again.
  const whole = journals.filter(
    (each) => isTouching(each) && [each.reason, each.recordedBy].every((it) => guard(it) === it),
  );
  const pathOf = (number: number) => `chain/${String(number).padStart(6, '0')}.json`;
  const hashes = whole.map(({ number, hash }) => ({ path: pathOf(number), sha256: hash }));
  const posted = journals.filter(({ number }) => touching.has(number));
  return [
    ['baselines.csv', () => csv(baselineTable(guard), [baselines])],
    [
      'signoffs.csv',
      () => csv(signOffTable, [signOffsOf({ baselines, posted, periodActs }, guard)]),
    ],
    ['journals.csv', () => csv(journalTable(guard, isTouching), [journals])],
    ...whole.map((each) => {
      const content = journalContent(each, each, each.previousHash);
      return [pathOf(each.number), () => [content]] as const;
    }),
    ['chain.sha256', () => [sumsText(hashes.map((each) => ({ ...each, bytes: 0 })))]],
  ];
}

/** A table as CSV, piece by piece. */
export async function* csv<Item>(
  { header, cells }: Table<Item>,
  batches: AsyncIterable<readonly Item[]> | Iterable<readonly Item[]>,
): AsyncGenerator<string> {
  yield writeSpreadsheetCsv(header, []);
  for await (const batch of batches) yield spreadsheetLines(batch.map(cells));
}
