// A register of 10,000 contracts: its lists beside plain SQL, and its exports with their peak memory.
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { LocalDate } from '../src/calendar/local-date.ts';
import type { Database } from '../src/database/connect.ts';
import { inTrust } from '../src/database/tenant.ts';
import { type ContractList, listContracts } from '../src/register/commands.ts';
import type { ListSort } from '../src/register/list-place.ts';
import { placeOfContract } from '../src/register/listed-contract.ts';
import { loadTrust } from '../src/trusts/commands.ts';
import { onEngine } from './fresh-engine.ts';
import { run } from './large-file.ts';
import { type Bench, measured } from './measured.ts';
import { timed } from './trust.ts';

const name = 'Ten Thousand Contracts';
const today = '2026-11-26' as LocalDate;
const schools = 100;
const suppliers = 500;

/** The register as the files of a folder: each contract with three schools, two prices and its terms. */
function register(contracts: number): Record<string, string> {
  const rows = (count: number, row: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => row(index)).join('\n');
  const reference = (index: number) => `C${String(index).padStart(5, '0')}`;
  const urn = (index: number) => String(300_000 + (index % schools));
  const month = (index: number) => String((index % 12) + 1).padStart(2, '0');
  const csv = (header: string, body: string) => `${header}\n${body}\n`;
  return {
    'trust.csv': csv('name,kind,year_starts_month', `${name},federation,9`),
    'schools.csv': csv(
      'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
      rows(schools, (index) => `${urn(index)},School ${index},primary,maintained,2020-04-01,,4,1`),
    ),
    'suppliers.csv': csv(
      'name',
      rows(suppliers, (index) => `Supplier ${index}`),
    ),
    'contracts.csv': csv(
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      rows(
        contracts,
        (index) =>
          `${reference(index)},Title ${(index * 7919) % contracts},Supplier ${index % suppliers},category-${index % 20},E19,2023-${month(index)}-01,202${6 + (index % 4)}-${month(index)}-28,${index % 7},quotes,equal`,
      ),
    ),
    'participants.csv': csv(
      'contract,urn,starts_on,ends_on',
      rows(
        contracts * 3,
        (index) => `${reference(Math.floor(index / 3))},${urn(index)},2024-01-01,`,
      ),
    ),
    'prices.csv': csv(
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      rows(
        contracts * 2,
        (index) =>
          `${reference(index >> 1)},I${index % 2},Item,each,consumed,recurring,2.5,2024-01-01,`,
      ),
    ),
    'contract_terms.csv': csv(
      'contract,renewal_months,lead_weeks',
      rows(contracts, (index) => `${reference(index)},12,${index % 20}`),
    ),
    'board_meetings.csv': csv(
      'day,name',
      rows(60, (index) => `20${24 + Math.floor(index / 12)}-${month(index)}-15,Board ${index}`),
    ),
  };
}

const list = (facts: Partial<ContractList> = {}): ContractList => {
  return { sort: 'reference' as ListSort, limit: 50, ...facts };
};

/** A page in the middle of each order, and the first of each choice. */
async function questions(database: Database, trustId: string, contracts: number) {
  const ask = (facts: Partial<ContractList>) => () =>
    listContracts(database, trustId, list(facts), today);
  const middle = async (sort: ListSort) => {
    const half = await listContracts(
      database,
      trustId,
      list({ sort, limit: contracts >> 1 }),
      today,
    );
    const last = half.at(-1);
    return ask({ sort, after: last && placeOfContract(sort, last) });
  };
  return {
    'first page': ask({}),
    'by reference, a page in the middle': await middle('reference'),
    'by title, a page in the middle': await middle('title'),
    'by supplier, a page in the middle': await middle('supplier'),
    'by end, a page in the middle': await middle('ends_on'),
    'of one school': ask({ urn: '300007' }),
    'of one supplier': ask({ supplier: 'Supplier 7' }),
    'of one category': ask({ category: 'category-7' }),
    'that end before a day': ask({ endsBefore: '2027-01-01' as LocalDate }),
    'with a text': ask({ text: 'title 99' }),
    'by the day to decide': ask({ sort: 'decide_by' }),
    'to be decided before a day': ask({ decideBefore: '2027-03-01' as LocalDate }),
  };
}

/** A register of so many contracts: lists, and exports by a process of their own. */
export const registerBench: Bench = ([count = '10000'], print) =>
  onEngine(async ({ url, database, folder }) => {
    const contracts = Number(count);
    const files = join(folder, 'trust');
    await mkdir(files);
    for (const [file, text] of Object.entries(register(contracts))) {
      await writeFile(join(files, file), text);
    }
    const begun = performance.now();
    const load = { folder: files, by: 'Benchmark', recordedAt: '2026-11-26T09:00:00.000Z' };
    const { trustId } = await loadTrust(database, load);
    const seconds = (performance.now() - begun) / 1000;
    print(
      `${contracts} contracts, loaded in ${seconds.toFixed(1)} s, Node ${process.version}, ${cpus().length} cores; milliseconds`,
    );
    const plain = await timed(() =>
      inTrust(
        database,
        trustId,
        ({ sql }) => sql`
        select reference, title, ends_on from contract where trust_id = ${trustId}
        order by reference collate "C" limit 51`,
      ),
    );
    print('| list | first | median | against plain SQL of a page |\n|---|---|---|---|');
    print(`| plain SQL of a page | ${plain.first.toFixed(1)} | ${plain.median.toFixed(1)} | 1 |`);
    const lists: Record<string, unknown>[] = [];
    for (const [question, ask] of Object.entries(await questions(database, trustId, contracts))) {
      const { first, median } = await timed(ask);
      const cells = [
        question,
        first.toFixed(1),
        median.toFixed(1),
        (median / plain.median).toFixed(1),
      ];
      print(`| ${cells.join(' | ')} |`);
      lists.push({ question, first_ms: first, median_ms: median });
    }
    print('\n| export | seconds | MB written | peak memory of the process |\n|---|---|---|---|');
    const environment = { DATABASE_URL: url };
    const exports = [
      ['contracts', '--limit', '1'],
      ['contracts', 'export', '--as', 'csv'],
      ['contracts', 'export', '--as', 'ocds'],
    ];
    let peakMegabytes = 0;
    for (const words of exports) {
      const done = await run([...words, '--trust', name], environment);
      peakMegabytes = Math.max(peakMegabytes, done.peakMegabytes);
      const written = (done.output.length / 1e6).toFixed(1);
      print(
        `| ${words.join(' ')} | ${done.seconds.toFixed(1)} | ${written} | ${Math.round(done.peakMegabytes)} MB |`,
      );
    }
    const slowest = Math.max(...lists.map(({ median_ms }) => Number(median_ms)));
    return measured({
      ...{ name: 'register', lines: contracts, seconds: slowest / 1000, peakMegabytes },
      ...{ reference: 'plain SQL of a page', referenceSeconds: plain.median / 1000 },
      more: { loaded_seconds: seconds, lists },
    });
  });
