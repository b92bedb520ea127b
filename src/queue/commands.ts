import type { Change } from '../changes/change.ts';
import { contractsOf } from '../contracts/store.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant } from '../database/tenant.ts';
import { checkDismissal, dismissRow } from '../dismissals/commands.ts';
import type { Person } from '../imports/commands.ts';
import type { ImportRecord, StoppedRow } from '../imports/import.ts';
import { stoppedRows } from '../imports/store.ts';
import { keptRow, profileById, sourceFileById } from '../invoices/store.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import {
  checkSettlement,
  postedImport,
  type RowOfImport,
  settleRow,
} from '../settlements/commands.ts';
import { lineAt } from '../settlements/store.ts';
import { checkSchool, checkWord, nameSchool, teachWord } from '../teachings/commands.ts';
import { rowsHeldFor } from '../teachings/store.ts';
import type { Act, Offer } from './act.ts';
import { offerFor } from './offer.ts';

/** A row that waits, with all that a person needs to decide about it. */
export interface WaitingRow {
  readonly record: ImportRecord;
  readonly supplier: string;
  readonly stopped: StoppedRow;
  /** The row as it came, column by column. */
  readonly cells: readonly { readonly column: string; readonly value: string }[];
  /** How many rows of all files wait for the same reason and text. */
  readonly alike: number;
  readonly offer: Offer;
  readonly schools: readonly { readonly urn: string; readonly name: string }[];
  /** The contracts with the supplier of the file. */
  readonly contracts: readonly { readonly reference: string; readonly title: string }[];
}

/** Finds a row that waits, or that was dismissed; refuses any other. */
export function readWaitingRow(
  database: Database,
  trustId: string,
  place: RowOfImport,
): Promise<WaitingRow> {
  return inTrust(database, trustId, async (tenant) => {
    const record = await postedImport(tenant, place.importId);
    const { stopped, alike } = await rowThatWaits(tenant, record, place.row);
    const { supplierId, document } = await profileById(tenant, record.profileId);
    const theirs = (await contractsOf(tenant)).filter((each) => each.supplierId === supplierId);
    return {
      record,
      supplier: document.supplier,
      stopped,
      alike,
      cells: await cellsOf(tenant, record, place.row),
      offer: offerFor(stopped, document, await lineAt(tenant, record, place.row)),
      schools: await schoolsOf(tenant),
      contracts: theirs,
    };
  });
}

async function rowThatWaits(tenant: Tenant, { id, file }: ImportRecord, row: number) {
  const [stopped] = await stoppedRows(tenant, id, { after: row - 1, limit: 1 });
  if (stopped?.row !== row) {
    const message = 'There is no such row, or it does not wait: it is posted, or came before.';
    throw new Problem({ code: 'settlement.unfit', file, row, message });
  }
  const { code, found } = stopped;
  const alike = found === null ? [] : [...(await rowsHeldFor(tenant, code, found)).values()];
  return { stopped, alike: alike.reduce((sum, { size }) => sum + size, 0) };
}

async function cellsOf(tenant: Tenant, { fileId }: ImportRecord, row: number) {
  const { header } = await sourceFileById(tenant, fileId);
  const kept = await keptRow(tenant, fileId, row);
  if (!kept || !('cells' in kept)) return [];
  return kept.cells.map((value, index) => ({ column: header[index] ?? '', value }));
}

/** What a decision about a row would change; nothing is changed. */
export function checkAct(
  database: Database,
  trustId: string,
  place: RowOfImport,
  act: Act,
  person: Person,
): Promise<Change> {
  switch (act.way) {
    case 'name-school':
      return checkSchool(database, trustId, place, act, person);
    case 'teach-word':
      return checkWord(database, trustId, place.importId, act.lesson, person);
    case 'dismiss':
    case 'restore':
      return checkDismissal(database, trustId, place, dismissing(act), person);
    default:
      return checkSettlement(database, trustId, place, act, person);
  }
}

/** Does what was decided about a row that waits. */
export function doAct(
  database: Database,
  trustId: string,
  place: RowOfImport,
  act: Act,
  person: Person,
): Promise<Change> {
  switch (act.way) {
    case 'name-school':
      return nameSchool(database, trustId, place, act, person);
    case 'teach-word':
      return teachWord(database, trustId, place.importId, act.lesson, person);
    case 'dismiss':
    case 'restore':
      return dismissRow(database, trustId, place, dismissing(act), person);
    default:
      return settleRow(database, trustId, place, act, person);
  }
}

const dismissing = (act: Extract<Act, { way: 'dismiss' | 'restore' }>) =>
  act.way === 'dismiss'
    ? ({ verdict: 'dismissed', reason: act.reason } as const)
    : ({ verdict: 'restored' } as const);
