import type { Tenant } from '../database/tenant.ts';
import { isPassedOver, verdictAnew } from '../decisions/decision.ts';
import { addDecisions, decisionsOf, nextJournal, rowsAsRead } from '../decisions/store.ts';
import { matchLine } from '../documents/match.ts';
import type { Register } from '../documents/register.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord } from '../imports/import.ts';
import { importsOf } from '../imports/store.ts';
import { documentId, documentKey } from '../invoices/invoice.ts';
import { profileById } from '../invoices/store.ts';
import { type RuledRow, stillGivesWay } from './holding.ts';
import { importsStoppedBy, linesOfFile, standingLines } from './store.ts';

/** By what the rows of a trust's files are judged anew, and who is the cause of it. */
export interface Reopening {
  readonly tenant: Tenant;
  readonly register: Register;
  readonly person: Person;
}

/** A row of an import that is to be judged anew. */
export interface ReopenedRow {
  readonly importId: string;
  readonly row: number;
}

/**
 * Ends the verdicts on a file's rows that give way to nothing any more, with a new decision, so that
 * the rows are judged anew from the journal on that comes next (P12). Answers with those rows.
 */
export async function reopenRows(
  { tenant, register, person }: Reopening,
  record: ImportRecord,
): Promise<{ row: number; decidedIn: number }[]> {
  const profile = await profileById(tenant, record.profileId);
  const asRead = rowsAsRead(record, profile);
  const decisions = await decisionsOf(tenant, asRead);
  if (![...decisions.keys()].some((row) => isPassedOver(decisions, row))) return [];
  const reopened: { row: number; decidedIn: number }[] = [];
  for (const rows of await documentsOf(tenant, register, record)) {
    const waiting = rows.filter(({ line }) => isPassedOver(decisions, line.row));
    const [first] = waiting;
    if (!first) continue;
    const standing = await standingLines(
      tenant,
      documentId(tenant.trustId, profile.supplierId, first.line),
    );
    const elsewhere = standing.filter(({ importId }) => importId !== record.id);
    for (const row of waiting) {
      const wasBeside = verdictAnew(decisions, row.line.row) === 'beside';
      if (stillGivesWay({ ...row, wasBeside }, { rows, elsewhere })) continue;
      reopened.push({ row: row.line.row, decidedIn: row.ruling.version?.knownFrom ?? 0 });
    }
  }
  const knownFrom = await nextJournal(tenant);
  const anew = reopened.map(({ row }) => {
    const verdict = verdictAnew(decisions, row);
    return { about: 'version' as const, verdict, otherFile: '', row, knownFrom, ...person };
  });
  await addDecisions(tenant, asRead, anew);
  return reopened;
}

/** The rows of each document of a file. */
async function documentsOf(
  tenant: Tenant,
  register: Register,
  record: ImportRecord,
): Promise<Iterable<RuledRow[]>> {
  const documents = new Map<string, RuledRow[]>();
  for await (const { line, ruling } of linesOfFile(tenant, record)) {
    const matched = matchLine(line, register);
    const row = { line, ruling, schoolId: 'stopped' in matched ? undefined : matched.schoolId };
    const rows = documents.get(documentKey(line));
    if (rows) rows.push(row);
    else documents.set(documentKey(line), [row]);
  }
  return documents.values();
}

/**
 * Reopens rows of all posted files. What was decided last comes first, so that the version which
 * gave way last is the one that is posted again, and an older one is held against it.
 */
export async function reopenAll(reopening: Reopening): Promise<ReopenedRow[]> {
  const found: (ReopenedRow & { decidedIn: number })[] = [];
  const codes = ['document.declined', 'document.replaced'] as const;
  for (const importId of await importsStoppedBy(reopening.tenant, codes)) {
    const [record] = await importsOf(reopening.tenant, { id: importId });
    if (!record) continue;
    const rows = await reopenRows(reopening, record);
    found.push(...rows.map((row) => ({ importId, ...row })));
  }
  return found.sort((a, b) => b.decidedIn - a.decidedIn);
}
