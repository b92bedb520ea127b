import { countAllDays } from '../calendar/period.ts';
import type { KeptRow } from '../invoices/kept-rows.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import type { Known, Link } from './answer.ts';
import type { LineEntry } from './entry-answer.ts';
import { type StoredLine, urnIn } from './line.ts';
import { type SharePart, sharingOf } from './sharing.ts';
import { plain } from './words.ts';

/** A line with its row as it is kept, its file, its shares and all its entries. */
export interface LineWorking extends Known {
  readonly line: StoredLine;
  /** Undefined if the file does not hold the row any more, which `verify` names. */
  readonly row: KeptRow | undefined;
  readonly profile: Readonly<{ name: string; version: number; sheet: string | null }>;
  readonly posted: Readonly<{ by: string; at: string; ruleVersion: string }>;
  readonly parts: readonly SharePart[];
  readonly entries: readonly LineEntry[];
}

const cellsIn = (row: KeptRow | undefined, header: readonly string[]) =>
  row && 'cells' in row
    ? row.cells.map((value, index) => ({ column: header[index] ?? '', value }))
    : null;

function writeLine(line: StoredLine) {
  return {
    id: line.id,
    supplier: line.supplier,
    document: line.document.number,
    document_kind: line.document.kind,
    document_date: line.documentDate,
    credit_kind: line.creditKind,
    original_document: line.original,
    contract: line.contract,
    school: line.schoolText,
    urn: line.urn,
    item: line.item,
    description: line.description,
    service_from: line.service.from,
    service_to: line.service.to,
    quantity: line.quantity && formatDecimal(line.quantity),
    unit_price: line.unitPrice && formatDecimal(line.unitPrice),
    net: formatMoney(line.net),
    vat: formatMoney(line.vat),
    class: line.lineClass,
    taken_back_in: line.withdrawnIn,
  };
}

/** Each school's part, with the odd penny that came to it or did not (N1). */
function writeShare(line: StoredLine, parts: readonly SharePart[], part: SharePart) {
  const [net, vat] = sharingOf({ ...line, parts }, part.schoolId);
  return {
    urn: part.urn,
    name: part.name,
    weight: formatDecimal(part.weight),
    days: countAllDays(part.days),
    net: formatMoney(part.net),
    vat: formatMoney(part.vat),
    recovery_rate: formatDecimal(part.recoveryRate),
    odd_penny_of_net: net?.oddPenny ?? '0.00',
    odd_penny_of_vat: vat?.oddPenny ?? '0.00',
    sentence: net?.sentence ?? '',
  };
}

/** A line down to the row of its file as one JSON document (N5). */
export function writeLineWorking(working: LineWorking, link: Link) {
  const { line, row, profile, posted, parts, entries } = working;
  const { file } = line;
  const where = `row ${line.row} of ${file.name}`;
  return {
    trust: working.trustName,
    journal: working.journal,
    sentence: `The ${line.document.kind.replace('_', ' ')} ${line.document.number} of ${line.supplier} stands in ${where}, sent by ${file.receivedBy} on ${file.receivedAt.slice(0, 10)} and posted in journal ${line.journal}.`,
    line: writeLine(line),
    row: { number: line.row, cells: cellsIn(row, file.header) },
    file: {
      name: file.name,
      sha256: file.sha256,
      kept_sha256: file.keptSha256,
      byte_count: file.byteCount,
      encoding: file.encoding,
      sheet: profile.sheet,
      uploaded_by: file.receivedBy,
      uploaded_at: file.receivedAt,
      import: line.importId,
      profile: profile.name,
      profile_version: profile.version,
    },
    posted: {
      journal: line.journal,
      by: posted.by,
      at: posted.at,
      rule_version: posted.ruleVersion,
    },
    shares: parts.map((part) => writeShare(line, parts, part)),
    entries: entries.map((entry) => ({
      id: entry.id,
      urn: urnIn(line, parts, entry.schoolId),
      service_month: entry.serviceMonth,
      journal: entry.journal,
      cost: formatMoney(entry.cost),
      baseline_cost: plain(entry.baselineCost),
      href: link({ kind: 'entry', id: entry.id }),
    })),
  };
}
