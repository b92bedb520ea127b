// A small trust in which a person decides of rows, and what a test asks of it.
import type { Test } from 'tap';
import { undoImport } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { checkDismissal, type Dismissing, dismissRow } from '../../src/dismissals/commands.ts';
import { importsOf, stoppedRows } from '../../src/imports/store.ts';
import { waitingGroups } from '../../src/queue/store.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { checkSettlement, settleRow } from '../../src/settlements/commands.ts';
import type { Way } from '../../src/settlements/fit.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { importText, loadFiles, paperFile, smallTrust } from './small-trust.ts';

type Cells = (string | number)[];
interface Facts {
  kind?: string;
  credit?: string;
  of?: string;
  school?: string;
  quantity?: number | '';
  net?: string;
  item?: string;
}

export function row(number: string, facts: Facts = {}): Cells {
  const { kind = 'I', credit = '', of = '', school = '100001', quantity = 10 } = facts;
  const { net = '25.00', item = 'REAM' } = facts;
  const days = ['2025-06-01', '2025-06-30'];
  return [number, '2025-06-30', kind, credit, of, ...days, school, item, quantity, net, '0.00'];
}

export const person = { by: 'C. Manager', at: '2026-01-09T10:00:00.000Z' };

/** A trust, and what a test does with its files by name. */
export async function trustOf(
  t: Test,
  database: Database,
  name: string,
  files: Record<string, string> = smallTrust(name),
) {
  const trustId = await loadFiles(database, files);
  const idOf = async (file: string) => {
    const posted = await inTrust(database, trustId, (tenant) =>
      importsOf(tenant, { state: 'posted' }),
    );
    return posted.find((record) => record.file === file)?.id ?? '';
  };
  const sound = async () =>
    t.strictSame((await verifyTrust(database, trustId)).differences, [], 'verify finds nothing');
  return {
    trustId,
    idOf,
    bring: (file: string, rows: Cells[]) => importText(database, trustId, file, paperFile(rows)),
    async settle(file: string, at: number, way: Way) {
      const place = { importId: await idOf(file), row: at };
      const before = await this.cost();
      const shown = await checkSettlement(database, trustId, place, way, person);
      t.equal(await this.cost(), before, 'a check changes nothing');
      const done = await settleRow(database, trustId, place, way, person);
      t.strictSame(done.effect, shown.effect, 'what was shown is what was done');
      await sound();
      const again = await settleRow(database, trustId, place, way, person);
      t.match(again, { journal: null, files: [], effect: [] }, 'a second time changes nothing');
      return done;
    },
    async dismiss(file: string, at: number, asked: Dismissing) {
      const place = { importId: await idOf(file), row: at };
      const shown = await checkDismissal(database, trustId, place, asked, person);
      const done = await dismissRow(database, trustId, place, asked, person);
      t.strictSame([done.files, done.effect], [shown.files, shown.effect], 'as it was shown');
      await sound();
      const again = await dismissRow(database, trustId, place, asked, person);
      t.match(again, { journal: null, files: [], effect: [] }, 'a second time changes nothing');
      return done;
    },
    async undo(file: string) {
      await undoImport(database, trustId, await idOf(file), person);
      await sound();
    },
    async codes(file: string) {
      const id = await idOf(file);
      const rows = await inTrust(database, trustId, (tenant) => stoppedRows(tenant, id));
      return rows.map(({ row: number, state, code }) => `${number} ${state} ${code}`);
    },
    async cost() {
      const window = { from: undefined, to: undefined };
      const { total } = await reportSavings(database, trustId, { by: ['school'], window });
      return total.cost;
    },
    async queue() {
      const groups = await inTrust(database, trustId, (tenant) => waitingGroups(tenant));
      return groups.map(({ code, rows }) => `${code} ${rows}`);
    },
    async already(file: string) {
      const id = await idOf(file);
      const [record] = await inTrust(database, trustId, (tenant) => importsOf(tenant, { id }));
      return record?.rows.already;
    },
    sound,
  };
}
