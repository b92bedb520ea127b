import { and, asc, eq, inArray } from 'drizzle-orm';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Month } from '../calendar/period.ts';
import { indexLevel } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import { decimal } from '../money/decimal.ts';
import type { Level } from './level.ts';

/** Every level that was ever published of some series, revisions included; of all without a word. */
export async function levelsOf(
  { query, trustId }: Tenant,
  series?: readonly string[],
): Promise<Level[]> {
  if (series?.length === 0) return [];
  const rows = await query
    .select()
    .from(indexLevel)
    .where(and(eq(indexLevel.trustId, trustId), series && inArray(indexLevel.series, [...series])))
    .orderBy(asc(indexLevel.series), asc(indexLevel.month), asc(indexLevel.publishedOn));
  return rows.map((row) => ({
    series: row.series,
    month: row.month.slice(0, 7) as Month,
    publishedOn: row.publishedOn as LocalDate,
    level: decimal(row.level),
  }));
}

/** Adds levels for good: none is ever changed or taken away (P7). */
export async function addLevels(
  { query, trustId }: Tenant,
  levels: readonly Level[],
  loaded: { readonly by: string; readonly at: string },
): Promise<void> {
  // A statement takes 65,535 values at most.
  for (let at = 0; at < levels.length; at += 1000) {
    const rows = levels.slice(at, at + 1000).map(({ series, month, publishedOn, level }) => ({
      trustId,
      series,
      month: `${month}-01`,
      publishedOn,
      level: level.toFixed(6),
      loadedAt: loaded.at,
      loadedBy: loaded.by,
    }));
    await query.insert(indexLevel).values(rows);
  }
}
