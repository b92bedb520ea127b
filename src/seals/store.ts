import { and, asc, eq, getTableColumns, gt, max } from 'drizzle-orm';
import type { Month } from '../calendar/period.ts';
import { seal } from '../database/tables.ts';
import type { Tenant } from '../database/tenant.ts';
import type { Dimension } from '../reports/report.ts';
import type { SealHead } from './board-report.ts';

/** What is told of a sealed report: its head, what it knows, and the hash of its bytes. */
export interface SealFacts extends SealHead {
  readonly journal: number;
  readonly sha256: string;
}

/** A sealed report with its bytes as text. */
export interface Seal extends SealFacts {
  readonly content: string;
}

/** The number of the newest seal; 0 before there is one. */
export async function newestSeal({ query, trustId }: Tenant): Promise<number> {
  const [newest] = await query
    .select({ number: max(seal.number) })
    .from(seal)
    .where(eq(seal.trustId, trustId));
  return newest?.number ?? 0;
}

export async function addSeal({ query, trustId }: Tenant, added: Seal): Promise<void> {
  const { window, cut, journal: journalNumber, content, ...facts } = added;
  await query.insert(seal).values({
    ...facts,
    trustId,
    journalNumber,
    cut: [...cut],
    firstMonth: window.from ? `${window.from}-01` : null,
    lastMonth: window.to ? `${window.to}-01` : null,
    content: Buffer.from(content),
  });
}

/** The seals after one, so many of them, or those of a number or hash. */
export async function sealsOf(
  { query, trustId }: Tenant,
  asked: { after?: number; limit?: number; number?: number; sha256?: string } = {},
): Promise<SealFacts[]> {
  const { after = 0, limit, number, sha256 } = asked;
  // Their bytes are many, and a list has no use for them.
  const { content: _, ...facts } = getTableColumns(seal);
  const found = query
    .select(facts)
    .from(seal)
    .where(
      and(
        eq(seal.trustId, trustId),
        gt(seal.number, after),
        number === undefined ? undefined : eq(seal.number, number),
        sha256 === undefined ? undefined : eq(seal.sha256, sha256),
      ),
    )
    .orderBy(asc(seal.number))
    .$dynamic();
  const rows = await (limit === undefined ? found : found.limit(limit));
  const month = (day: string | null) => (day === null ? undefined : (day.slice(0, 7) as Month));
  return rows.map((row) => ({
    number: row.number,
    title: row.title,
    cut: row.cut as Dimension[],
    window: { from: month(row.firstMonth), to: month(row.lastMonth) },
    journal: row.journalNumber,
    sealedBy: row.sealedBy,
    sealedAt: new Date(row.sealedAt).toISOString(),
    sha256: row.sha256,
  }));
}

/** The same seal with its bytes. */
export async function withContent({ query, trustId }: Tenant, facts: SealFacts): Promise<Seal> {
  const [row] = await query
    .select({ content: seal.content })
    .from(seal)
    .where(and(eq(seal.trustId, trustId), eq(seal.number, facts.number)));
  if (!row) throw new Error(`seal ${facts.number} is not there any more`);
  return { ...facts, content: row.content.toString() };
}
