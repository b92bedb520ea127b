import type { LocalDate } from '../calendar/local-date.ts';
import { copyInto } from '../database/copy.ts';
import { cursorFor, rowsOf } from '../database/cursor.ts';
import { heldTogether } from '../database/sets.ts';
import type { Tenant } from '../database/tenant.ts';
import {
  type Outcome,
  type Phase,
  phaseOf,
  phases,
  readLine,
  type StagedLine,
  writeLine,
} from './staged-line.ts';

/** Which import's rows are being recognised, and whose documents they are. */
export interface Arrival {
  readonly importId: string;
  readonly supplierId: string;
  /** Rows that a person lets name another school than before. */
  readonly mayMove: readonly number[];
}

const stagedColumns =
  'trust_id,row,phase,document_number,document_kind,contract_id,school_id,content_hash,line';

/** Lays the lines of a file out for the questions below, as they stream in. */
export async function stageLines(tenant: Tenant, lines: readonly StagedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await copyInto(tenant, 'staging_row', stagedColumns.split(','), stagedRows(tenant, lines));
}

function* stagedRows({ trustId }: Tenant, lines: readonly StagedLine[]) {
  for (const { line, contractId, schoolId, contentHash } of lines) {
    yield [
      trustId,
      line.row,
      phases.indexOf(phaseOf(line)),
      line.documentNumber,
      line.documentKind,
      contractId,
      schoolId,
      contentHash,
      writeLine(line),
    ];
  }
}

export async function clearStage({ sql, trustId }: Tenant): Promise<void> {
  await sql`delete from staging_row where trust_id = ${trustId}`;
}

/** Stands for "no school" of a joint line, so that joint lines of a document are one group. */
const joint = '00000000-0000-0000-0000-000000000000';

/**
 * The documents of the staged file that came from its supplier before, as a question to be asked inside another. Each is
 * looked up (`offset 0`), as are its lines: held together, all that ever came was read for a file of ten rows.
 */
function knownOfStage({ sql, trustId }: Tenant, supplierId: string) {
  return sql`
    select i.id, i.number, i.kind
    from (select distinct document_number, document_kind from staging_row
          where trust_id = ${trustId}) s
    cross join lateral (
      select v.id, v.number, v.kind from invoice v
      where v.trust_id = ${trustId} and v.supplier_id = ${supplierId}
        and v.number = s.document_number and v.kind = s.document_kind offset 0) i`;
}

/**
 * Compares each staged document and school with what is posted of it, as multisets of content
 * (P12). Lines that this very import has posted before count on both sides. Tells whether any document came before.
 */
export async function recogniseLines(tenant: Tenant, arrival: Arrival): Promise<boolean> {
  const { sql, trustId } = tenant;
  const [known] = await heldTogether(
    tenant,
    sql`select exists (${knownOfStage(tenant, arrival.supplierId)}) as any`,
  );
  if (known?.any) await compareGroups(tenant, arrival);
  else await sql`update staging_row set outcome = 'new' where trust_id = ${trustId}`;
  return known?.any === true;
}

/**
 * Counts how often each content stands in each document and school: posted, of this very import, and in the
 * staged file. Both are laid one under the other and sorted, not joined: of how many there are the server knows
 * nothing, and taken for a few, each row of a large file would be held against all of them. A line for a school
 * that no other file brought to its document, whose equal for another school is missing here, has moved (P12):
 * sent again, it is held again.
 */
async function compareGroups(
  tenant: Tenant,
  { importId, supplierId, mayMove }: Arrival,
): Promise<void> {
  const { sql, trustId } = tenant;
  await heldTogether(
    tenant,
    sql`
    with line as (
      select s.row, s.document_number as number, s.document_kind as kind,
        coalesce(s.school_id, ${joint}::uuid) as school, s.content_hash, false as is_own
      from staging_row s where s.trust_id = ${trustId}
      union all
      select null, d.number, d.kind, coalesce(l.school_id, ${joint}::uuid), l.content_hash,
        l.import_id = ${importId}
      from (${knownOfStage(tenant, supplierId)}) d
      cross join lateral (
        select v.school_id, v.content_hash, v.import_id from invoice_line v
        where v.trust_id = ${trustId} and v.invoice_id = d.id
          and not exists (select 1 from line_withdrawal w
                          where w.trust_id = ${trustId} and w.line_id = v.id) offset 0) l
    ), counted as (
      select *, row_number() over (content order by row) as rank,
        count(*) filter (where row is null) over content as posted,
        count(*) filter (where is_own) over content as own,
        count(*) filter (where row is not null or is_own) over content as incoming
      from line window content as (partition by number, kind, content_hash, school)
    ), judged as (
      select row, rank, posted, own,
        bool_or(incoming > posted) over document and bool_or(posted > incoming) over document
          as is_conflict,
        not bool_or(posted > own) over document
          and count(*) filter (where posted > incoming) over anywhere > 0 as is_moved
      from counted
      window document as (partition by number, kind, school),
        anywhere as (partition by number, kind, content_hash)
    )
    update staging_row s
    set outcome = case when j.is_conflict then 'conflict'
                       when j.rank <= j.posted - j.own then 'already'
                       when j.is_moved and s.row <> all(${[...mayMove]}::int[]) then 'moved'
                       else 'new' end
    from judged j
    where s.trust_id = ${trustId} and j.row is not null and s.row = j.row`,
  );
}

/** What a posted line's file called its school, and on which day that was looked up. */
export interface PostedName {
  readonly number: string;
  readonly kind: string;
  readonly schoolText: string;
  readonly on: LocalDate;
  readonly documentDate: LocalDate;
  readonly schoolId: string;
}

/** The school names printed in the posted lines of the documents that are being recognised. */
export async function postedNames(tenant: Tenant, supplierId: string): Promise<PostedName[]> {
  const { sql, trustId } = tenant;
  const rows = await heldTogether(
    tenant,
    sql`
    select distinct d.number, d.kind, l.school_text, l.service_from, l.document_date, l.school_id
    from (${knownOfStage(tenant, supplierId)}) d
    cross join lateral (
      select v.school_text, v.service_from, v.document_date, v.school_id from invoice_line v
      where v.trust_id = ${trustId} and v.invoice_id = d.id and v.school_id is not null
        and not exists (select 1 from line_withdrawal w
                        where w.trust_id = ${trustId} and w.line_id = v.id) offset 0) l`,
  );
  return rows.map((row) => ({
    number: row.number,
    kind: row.kind,
    schoolText: row.school_text,
    on: row.service_from,
    documentDate: row.document_date,
    schoolId: row.school_id,
  }));
}

/** A document as it is for a school. */
export interface OfSchool {
  readonly number: string;
  readonly kind: string;
  readonly schoolId: string;
}

/** Holds all rows of some documents for their schools: what they said before means another school now. */
export async function markConflict(tenant: Tenant, documents: readonly OfSchool[]): Promise<void> {
  const { sql, trustId } = tenant;
  const all = (key: keyof OfSchool) => documents.map((each) => each[key]);
  await heldTogether(
    tenant,
    sql`
    update staging_row set outcome = 'conflict'
    where trust_id = ${trustId} and (document_number, document_kind, school_id) in (
      select * from unnest(${all('number')}::text[], ${all('kind')}::text[], ${all('schoolId')}::uuid[]))`,
  );
}

/** Staged lines of one outcome, in the order of the file, so many at a time. */
export async function* stagedLines(
  tenant: Tenant,
  outcome: Outcome,
  phase?: Phase,
): AsyncGenerator<StagedLine[]> {
  const { sql, trustId } = tenant;
  const inPhase = phase === undefined ? sql`` : sql`and phase = ${phases.indexOf(phase)}`;
  const question = sql`
    select row, contract_id, school_id, content_hash, line from staging_row
    where trust_id = ${trustId} and outcome = ${outcome} ${inPhase}
    order by row`;
  await cursorFor(tenant, 'staged_lines', question);
  for await (const rows of rowsOf(tenant, 'staged_lines', 500)) {
    yield rows.map((row) => ({
      line: readLine(row.line),
      contractId: row.contract_id,
      schoolId: row.school_id,
      contentHash: row.content_hash,
    }));
  }
}

/**
 * How many documents a file's lines belong to: those of its lines in the ledger, and of others those that have none
 * there. The former are found in the order of their rows, and both are held together as sets and not one by one:
 * where no statistics are gathered yet, the server would read all lines of the trust for each document.
 */
export async function countDocuments(
  tenant: Tenant,
  importId: string,
  unstaged: readonly string[],
): Promise<number> {
  const { sql, trustId } = tenant;
  const [row] = await heldTogether(
    tenant,
    sql`
      with posted as (
        select distinct invoice_id as id from (
          select invoice_id from invoice_line
          where trust_id = ${trustId} and import_id = ${importId} order by row offset 0
        ) l
      ), others as (
        select document_kind || ' ' || document_number as key from staging_row
        where trust_id = ${trustId} union select unnest(${unstaged}::text[])
      )
      select (select count(*) from posted)::int + (select count(*) from others)::int - (
        select count(*) from posted p join invoice i on i.trust_id = ${trustId} and i.id = p.id
        where exists (select from others)
          and (i.kind || ' ' || i.number in (select key from others)) is true
      )::int as documents`,
  );
  return row?.documents ?? 0;
}
