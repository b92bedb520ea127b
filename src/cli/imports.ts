import Table from 'cli-table3';
import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { type ImportRecord, writeStopped, writeTallies } from '../imports/import.ts';
import { importsOf, stoppedRows } from '../imports/store.ts';
import { profileVersions } from '../invoices/store.ts';
import { stoppedNow, writeMendable } from '../mending/commands.ts';
import { displayMoney } from '../money/money.ts';
import { waitingByImport } from '../queue/store.ts';
import { chooseImport } from './choose-import.ts';
import { chooseTrust } from './choose-trust.ts';
import { stoppedLine } from './import-summary.ts';
import { type Command, WrongUsage, withEngine } from './terminal.ts';

export const imports: Command = {
  name: 'imports',
  usage: 'imports [IMPORT] [--csv] [--trust NAME]',
  summary:
    'list the files that came, or the rows of one that wait; --csv writes its rows with the reasons, to mend and send again',
  options: { csv: { type: 'boolean' }, trust: { type: 'string' } },
  async run(terminal, args) {
    const [named, ...more] = args.words;
    if (more.length > 0 || (args.isSet('csv') && !named)) throw new WrongUsage('Name one import.');
    await withEngine(terminal, async ({ database }) => {
      const trust = await chooseTrust(database, args.text('trust'));
      if (args.isSet('csv')) {
        const record = await chooseImport(database, trust.id, named ?? '');
        return inTrust(database, trust.id, async (tenant) =>
          writeMendable(tenant, record, await stoppedNow(tenant, record), terminal.write),
        );
      }
      const read = named === undefined ? readHistory : readRows;
      const { told, lines } = await read(database, trust.id, named ?? '');
      const isJson = args.isSet('json');
      terminal.print(isJson ? JSON.stringify({ trust: trust.name, ...told }) : lines.join('\n'));
    });
  },
};

async function readHistory(database: Database, trustId: string) {
  return inTrust(database, trustId, async (tenant) => {
    const records = await importsOf(tenant);
    const versions = await profileVersions(tenant);
    const profileOf = ({ profileId }: ImportRecord) => versions.get(profileId) ?? '';
    const lines = [historyOf(records, profileOf, await waitingByImport(tenant))];
    const told = records.map((record) => ({
      ...importAsJson(record),
      profile: profileOf(record),
    }));
    return { told: { imports: told }, lines };
  });
}

async function readRows(database: Database, trustId: string, named: string) {
  const record = await chooseImport(database, trustId, named);
  const rows = await inTrust(database, trustId, (tenant) => stoppedRows(tenant, record.id));
  const told = { ...importAsJson(record), problems: rows.map(writeStopped) };
  const lines = rows.map((row) => stoppedLine(row, `${row.state}, ${displayMoney(row.net)}`));
  return { told, lines: lines.length > 0 ? lines : [`No row of ${record.file} waits.`] };
}

function importAsJson(record: ImportRecord) {
  const { id, file, sha256, state, receivedAt, receivedBy, journalNumber } = record;
  return {
    import: id,
    file,
    sha256,
    state,
    received_at: receivedAt,
    received_by: receivedBy,
    journal: journalNumber,
    ...writeTallies(record),
  };
}

type Waiting = Awaited<ReturnType<typeof waitingByImport>>;

function historyOf(
  records: readonly ImportRecord[],
  profileOf: (record: ImportRecord) => string,
  waiting: Waiting,
): string {
  if (records.length === 0) return 'No file has come yet. Take one in with: import FILE --confirm.';
  const table = new Table({
    head: ['Came', 'By', 'File', 'Profile', 'State', 'Rows', 'Posted', 'Waiting', 'Waiting, net'],
    colAligns: ['left', 'left', 'left', 'left', 'left', 'right', 'right', 'right', 'right'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const record of records) {
    const { id, receivedAt, receivedBy, file, state, rows } = record;
    const waits = waiting.get(id);
    table.push([
      receivedAt.slice(0, 16).replace('T', ' '),
      receivedBy,
      file,
      profileOf(record),
      state,
      rows.read,
      rows.posted,
      waits?.rows ?? 0,
      waits ? displayMoney(waits.net) : '',
    ]);
  }
  return table.toString();
}
