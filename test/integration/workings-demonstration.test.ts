// The demonstration trust: the workings of a sample of its cells and entries, each sum done again.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import t from 'tap';
import type { Month } from '../../src/calendar/period.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { dimensions } from '../../src/reports/report.ts';
import { loadTrust } from '../../src/trusts/commands.ts';
import { explainEntry, explainFigure } from '../../src/workings/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { isRight, recompute, resultOf } from '../support/recompute.ts';
import { importPath } from '../support/small-trust.ts';

t.setTimeout(300_000);

const folder = 'fixtures/demo';
const files = readFileSync(join(folder, 'invoices/ORDER.txt'), 'utf8')
  .split(/\r?\n/)
  .filter(Boolean);

t.test('N6: figures of the demonstration explain themselves', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await loadTrust(database, {
    folder,
    by: 'test',
    recordedAt: '2026-09-01T08:00:00.000Z',
    afterLoad: async () => {},
  });
  for (const file of files.slice(0, 3)) {
    await importPath(database, trustId, file, join(folder, 'invoices', file));
  }
  const window = { from: undefined, to: undefined };
  const { rows } = await reportSavings(database, trustId, { by: dimensions, window });
  t.ok(rows.length > 10);
  const sample = rows.filter((_, index) => index % Math.ceil(rows.length / 8) === 0);
  for (const row of sample) {
    const { urn = '', contract = '', item = '', month } = row as Record<string, string>;
    const place = { urn, contract, item, month: month as Month };
    const { main, below } = await explainFigure(database, trustId, {
      place,
      measure: 'cash_saving',
    });
    t.equal(main.value, row.cash_saving);
    if (main.value !== null) {
      const told = recompute(main.sentence);
      t.ok(told.isRight && Number(told.figure) === Number(main.value), main.sentence);
      t.equal(Number(resultOf(main.sum ?? '')), Number(main.value));
    }
    const target = below.terms[0]?.target;
    if (target?.kind !== 'entry') continue;
    const entry = await explainEntry(database, trustId, target.id);
    for (const { sum } of entry?.making ?? []) t.ok(sum !== null && isRight(sum), `${sum}`);
    t.notMatch(entry?.notes.join(' '), /run verify/);
  }
  const count = await inTrust(
    database,
    trustId,
    ({ sql }) => sql`select count(*)::int as n from journal where trust_id = ${trustId}`,
  );
  t.equal(count[0]?.n, 3, 'and nothing was written by asking');
});
