import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { confirmImport } from '../../src/confirmations/commands.ts';
import type { ImportResult } from '../../src/confirmations/result.ts';
import { postBaselineChanges } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import type { Limit } from '../../src/limits/limit.ts';
import { loadTrust } from '../../src/trusts/commands.ts';

/** The files of a small trust of three schools, as text by file name; any of them can be changed. */
export function smallTrust(name: string): Record<string, string> {
  return {
    'trust.csv': `name,kind,year_starts_month\n${name},federation,9\n`,
    'schools.csv': [
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      '100001,Ash,primary,maintained,2025-01-01,,4,1',
      '100002,Beech,primary,maintained,2025-01-01,,4,0.9',
      '100003,Cedar,secondary,academy,2025-01-01,,9,0.35',
      '',
    ].join('\n'),
    'drivers.csv': [
      'urn,driver,value,effective_from,source',
      '100001,pupils,210,2025-01-01,census',
      '100002,pupils,97,2025-01-01,census',
      '100003,pupils,1043,2025-01-01,census',
      '',
    ].join('\n'),
    'suppliers.csv': 'name\nPaper Mill\n',
    'contracts.csv':
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver\nP1,Paper,Paper Mill,paper,E19,2025-01-01,2027-12-31,3,quotes,pupils\n',
    'participants.csv': [
      'contract,urn,starts_on,ends_on',
      'P1,100001,2025-01-01,',
      'P1,100002,2025-01-01,2025-08-13',
      'P1,100003,2025-04-10,',
      '',
    ].join('\n'),
    'prices.csv': [
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      'P1,REAM,Ream,each,consumed,recurring,2.5,2025-01-01,',
      'P1,DESK,Help desk,month,whole_service,recurring,90,2025-01-01,',
      'P1,SETUP,Set-up,each,consumed,one_off,300,2025-01-01,',
      '',
    ].join('\n'),
    'baselines.csv': baselines([
      ['100001', 'REAM', 'previous_contract', '3.1', '2025-01-01', ''],
      ['100002', 'REAM', 'quote', '2.9', '2025-03-16', ''],
      ['100003', 'DESK', 'historic_spend', '120.333333', '2025-01-01', ''],
    ]),
    'profiles/paper-mill.json': JSON.stringify({
      supplier: 'Paper Mill',
      contract: 'P1',
      files: ['*.csv'],
      encoding: 'utf-8',
      delimiter: ',',
      skip_rows: 0,
      total_rows: null,
      dates: 'yyyy-mm-dd',
      decimal: '.',
      thousands: '',
      amounts: 'net',
      credit_sign: 'negative',
      personal: [],
      columns: Object.fromEntries(paperColumns.map((column) => [column, column])),
      words: {
        document_kind: { I: 'invoice', C: 'credit_note' },
        credit_kind: { q: 'quantity', p: 'price', r: 'rebate', x: 'reversal' },
        whole_trust: ['ALL'],
      },
    }),
  };
}

export const paperColumns = [
  'document_number',
  'document_date',
  'document_kind',
  'credit_kind',
  'original_document',
  'service_from',
  'service_to',
  'school',
  'item',
  'quantity',
  'net',
  'vat',
] as const;

export type BaselineLine = readonly [
  urn: string,
  item: string,
  kind: string,
  unitPrice: string,
  from: string,
  to: string,
  approvedAt?: string,
];

/** A baselines.csv of approved versions. */
export function baselines(lines: readonly BaselineLine[]): string {
  const rows = lines.map(([urn, item, kind, price, from, to, at = '2024-12-01T09:00:00Z']) =>
    ['P1', urn, item, kind, price, '', from, to, 'file.pdf', 'A. Maker', 'B. Checker', at].join(
      ',',
    ),
  );
  const header =
    'contract,urn,item,kind,unit_price,vat_rate,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at';
  return `${[header, ...rows].join('\n')}\n`;
}

/** A supplier file of the small trust from rows of cells. */
export function paperFile(rows: readonly (readonly (string | number)[])[]): string {
  return `${[paperColumns, ...rows].map((row) => row.join(',')).join('\n')}\n`;
}

/** Writes files as a trust folder, which may be there already. */
export async function writeFolder(folder: string, files: Record<string, string>): Promise<void> {
  await mkdir(join(folder, 'profiles'), { recursive: true });
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
}

/** Loads files as a trust folder, with what its baselines change; gives the trust's id. */
export async function loadFiles(
  database: Database,
  files: Record<string, string>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'trust-'));
  try {
    await writeFolder(folder, files);
    const loaded = await loadTrust(database, {
      folder,
      by: 'B. Checker',
      recordedAt: '2026-01-05T10:00:00.000Z',
      afterLoad: async (tenant, changes, { by, recordedAt }) => {
        await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'Baselines' });
      },
    });
    return loaded.trustId;
  } finally {
    await rm(folder, { recursive: true });
  }
}

const person = { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z' };

/** Receives and confirms a supplier file that is given as text, within somebody's limit if he has one. */
export async function importText(
  database: Database,
  trustId: string,
  name: string,
  text: string,
  limit?: Limit,
): Promise<ImportResult> {
  const open = () => Readable.from([Buffer.from(text)]);
  const by = { ...person, limit };
  const { importId } = await receiveFile(database, trustId, { name, open }, by);
  return confirmImport(database, trustId, importId, by);
}

/** Receives and confirms a supplier file from the disk. */
export async function importPath(
  database: Database,
  trustId: string,
  name: string,
  path: string,
): Promise<ImportResult> {
  const open = () => createReadStream(path);
  const { importId } = await receiveFile(database, trustId, { name, open }, person);
  return confirmImport(database, trustId, importId, person);
}
