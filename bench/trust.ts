// A trust made up for measuring: schools, prices before, and a year of lines, through the real import.
import { createReadStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { confirmImport } from '../src/confirmations/commands.ts';
import { postBaselineChanges } from '../src/corrections/commands.ts';
import { connectAsOwner, type Database } from '../src/database/connect.ts';
import { receiveFile } from '../src/imports/commands.ts';
import { loadTrust } from '../src/trusts/commands.ts';

/** The demonstration trust: nine schools, 776 lines of a year, one joint fee a month. */
export const demonstration = { schools: 9, lines: 776 };
const person = { by: 'Bench', at: '2026-10-01T09:00:00.000Z' };
export const items = [
  ['TEACHER', '212', '225'],
  ['COVER', '158', '171.5'],
  ['TA', '118', '121'],
] as const;
export const months = Array.from({ length: 12 }, (_, index) => {
  const month = (8 + index) % 12;
  return `${index < 4 ? 2025 : 2026}-${String(month + 1).padStart(2, '0')}`;
});
export const urnOf = (index: number) => String(300_000 + index);

/** How large a trust is: its schools, and the lines of a year. */
export interface Size {
  readonly name: string;
  readonly schools: number;
  readonly lines: number;
}

/** A trust of some size, as a folder's files. */
function register({ name, schools }: Size): Record<string, string> {
  const urns = Array.from({ length: schools }, (_, index) => urnOf(index));
  const each = (row: (urn: string) => string) => urns.map(row).join('\n');
  const csv = (header: string, rows: string) => `${header}\n${rows}\n`;
  return {
    'trust.csv': csv('name,kind,year_starts_month', `${name},federation,9`),
    'schools.csv': csv(
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      each((urn) => `${urn},School ${urn},primary,maintained,2025-04-01,,4,1`),
    ),
    'drivers.csv': csv(
      'urn,driver,value,effective_from,source',
      each((urn) => `${urn},pupils,${100 + (Number(urn) % 300)},2025-04-01,census`),
    ),
    'suppliers.csv': csv('name', 'Cover Agency'),
    'contracts.csv': csv(
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      'S1,Supply staff,Cover Agency,supply_staff,E26,2025-09-01,2028-08-31,3,quotes,pupils',
    ),
    'participants.csv': csv(
      'contract,urn,starts_on,ends_on',
      each((urn) => `S1,${urn},2025-09-01,`),
    ),
    'prices.csv': csv(
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      [
        ...items.map(
          ([item, price]) => `S1,${item},Day,day,consumed,recurring,${price},2025-09-01,`,
        ),
        'S1,DESK,Desk,month,whole_service,recurring,90,2025-09-01,',
      ].join('\n'),
    ),
    'baselines.csv': csv(
      'contract,urn,item,kind,unit_price,vat_rate,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at',
      each((urn) =>
        items
          .map(
            ([item, , before]) =>
              `S1,${urn},${item},previous_contract,${before},,2025-09-01,,file.pdf,A. Maker,B. Checker,2025-08-01T09:00:00Z`,
          )
          .join('\n'),
      ),
    ),
  };
}

export const columns =
  'document_number,document_date,document_kind,service_from,service_to,school,item,quantity,net,vat'.split(
    ',',
  );

const profile = JSON.stringify({
  ...{ supplier: 'Cover Agency', contract: 'S1', files: ['*.csv'], encoding: 'utf-8' },
  ...{ delimiter: ',', skip_rows: 0, total_rows: null, dates: 'yyyy-mm-dd', decimal: '.' },
  ...{ thousands: '', amounts: 'net', credit_sign: 'negative', personal: [] },
  columns: Object.fromEntries(columns.map((column) => [column, column])),
  words: {
    document_kind: { I: 'invoice', C: 'credit_note' },
    credit_kind: {},
    whole_trust: ['ALL'],
  },
});

/** One month's file: its part of the lines, and the fee that all schools share. */
function* monthFile(month: string, size: Size): Generator<string> {
  yield `${columns.join(',')}\n`;
  const [from, to] = [`${month}-01`, `${month}-28`];
  yield `DESK-${month},${to},I,${from},${to},ALL,DESK,1,${10 * size.schools}.00,0.00\n`;
  const lines = Math.floor(size.lines / months.length);
  for (let index = 0; index < lines; index++) {
    const [item = '', price = ''] = items[index % items.length] ?? [];
    const halfDays = 1 + (index % 9);
    const pence = (Number(price) * 100 * halfDays) / 2;
    const [net, vat] = [pence, pence / 5].map((amount) => (amount / 100).toFixed(2));
    const school = urnOf(index % size.schools);
    yield `${month}-${Math.floor(index / 5)},${to},I,${from},${to},${school},${item},${halfDays / 2},${net},${vat}\n`;
  }
}

/** A trust so many times the size of the demonstration. */
export function build(database: Database, folder: string, times: number): Promise<string> {
  const [schools, lines] = [demonstration.schools * times, demonstration.lines * times];
  return buildTrust(database, folder, { name: `Times ${times}`, schools, lines });
}

/** Writes a trust of some size down as the files that are loaded, with the profile of its supplier. */
export async function writeTrust(folder: string, size: Size): Promise<void> {
  await mkdir(join(folder, 'profiles'), { recursive: true });
  for (const [name, text] of Object.entries(register(size))) {
    await writeFile(join(folder, name), text);
  }
  await writeFile(join(folder, 'profiles/cover-agency.json'), profile);
}

/** Loads a trust of some size and imports its year, month by month. */
export async function buildTrust(database: Database, folder: string, size: Size): Promise<string> {
  await writeTrust(folder, size);
  const { trustId } = await loadTrust(database, {
    folder,
    by: person.by,
    recordedAt: person.at,
    afterLoad: async (tenant, changes, { by, recordedAt }) => {
      await postBaselineChanges(tenant, changes, { by, at: recordedAt, reason: 'Baselines' });
    },
  });
  for (const month of months) {
    const path = join(folder, `${month}.csv`);
    await writeFile(path, [...monthFile(month, size)].join(''));
    const file = { name: `${month}.csv`, open: () => createReadStream(path) };
    const { importId } = await receiveFile(database, trustId, file, person);
    await confirmImport(database, trustId, importId, person);
  }
  return trustId;
}

export interface Timing {
  readonly first: number;
  readonly median: number;
}

/** What the database does by itself some minutes after an import: without it, plans are guessed. */
export async function gatherStatistics(url: string): Promise<void> {
  const owner = connectAsOwner(url);
  try {
    await owner.client`analyze`;
  } finally {
    await owner.close();
  }
}

export async function timed(ask: () => Promise<unknown>, runs = 15): Promise<Timing> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const started = performance.now();
    await ask();
    times.push(performance.now() - started);
  }
  const [first = 0, ...rest] = times;
  return { first, median: rest.sort((a, b) => a - b)[Math.floor(rest.length / 2)] ?? 0 };
}
