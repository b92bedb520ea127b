import type { LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf } from '../calendar/period.ts';
import { contractsOf, type namesInFigures } from '../contracts/store.ts';
import { isSeen, type Tenant } from '../database/tenant.ts';
import { sealingOf } from '../ledger/store.ts';
import { urnsOfSchools } from '../schools/store.ts';
import {
  type ExpectedMonth,
  expectedMonths,
  type HasCome,
  monthsBefore,
} from './expected-months.ts';
import { keepTerms, monthsThatCame, termsAsKnownAt } from './store.ts';
import { termsOf, type WatchedTerms } from './watched-terms.ts';

interface Months {
  readonly from?: Month | undefined;
  readonly to?: Month | undefined;
}

/** What the register says today of the months for which invoices are expected. */
export async function termsToday(tenant: Tenant): Promise<WatchedTerms[]> {
  const [contracts, urns] = await Promise.all([contractsOf(tenant), urnsOfSchools(tenant)]);
  return termsOf(contracts, urns);
}

/** Has the next journals judge by the register as it is now. */
export async function watchRegister(tenant: Tenant): Promise<void> {
  await keepTerms(tenant, await termsToday(tenant));
}

/** What a report knows; what it has asked the ledger for already need not be asked again. */
interface Known {
  readonly journal: number;
  readonly asKnownAt?: number | undefined;
  readonly sealed?: ReturnType<typeof sealingOf>;
  readonly named?: ReturnType<typeof namesInFigures>;
  readonly came?: HasCome | undefined;
}

const lastWholeMonth = (sealed: Awaited<ReturnType<typeof sealingOf>>): Month | undefined =>
  sealed && monthsBefore(monthOf(sealed.recordedAt.slice(0, 10) as LocalDate), 1);

/**
 * The expected months of a report, as its journal knew them (P10, P11). A window without a last month
 * ends with the last whole month before the day of that journal, and never with today: the same
 * journal gives the same answer for ever.
 */
export async function expectedAsKnownAt(
  tenant: Tenant,
  { from, to }: Months,
  known: Known,
): Promise<ExpectedMonth[]> {
  if (known.journal === 0) return [];
  const last = to ?? lastWholeMonth(await (known.sealed ?? sealingOf(tenant, known.journal)));
  if (!last) return [];
  const [hasCome, terms] = await Promise.all([
    known.came ?? cameUpTo(tenant, { from, to: last }, known),
    termsAsKnownAt(tenant, known.journal),
  ]);
  const expected = expectedMonths(terms, hasCome, { from, to: last });
  if (!tenant.schoolIds) return expected;
  // Of a school beyond those that are seen no line came, as it looks from here.
  const seen = [...(await urnsOfSchools(tenant))].filter(([id]) => isSeen(tenant, id));
  const urns = new Set(seen.map(([, urn]) => urn));
  return expected.filter(({ urn }) => urns.has(urn));
}

/** The invoices that should have come by the end of the last whole month, and have not (F12, N23). */
export async function missingToday(
  tenant: Tenant,
  { from, to }: Months,
  today: LocalDate,
  came?: Known['came'],
): Promise<ExpectedMonth[]> {
  const last = to ?? monthsBefore(monthOf(today), 1);
  const [hasCome, terms] = await Promise.all([
    came ?? cameUpTo(tenant, { from, to: last }),
    termsToday(tenant),
  ]);
  const expected = expectedMonths(terms, hasCome, { from, to: last });
  return expected.filter((month) => !month.hasCome);
}

function cameUpTo(
  tenant: Tenant,
  { from, to }: { from?: Month | undefined; to: Month },
  { asKnownAt, named }: Pick<Known, 'asKnownAt' | 'named'> = {},
) {
  const start = from && monthsBefore(from, 12);
  return monthsThatCame(tenant, { ...(start && { from: start }), to, asKnownAt }, named);
}
