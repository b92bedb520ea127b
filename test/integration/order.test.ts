// P11, P12 and P13: in which order files come, go and come again changes no figure.
import t from 'tap';
import { undoImport } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { reportSavings } from '../../src/reports/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { importText, loadFiles, paperFile, smallTrust } from '../support/small-trust.ts';

type Row = (string | number)[];

function row(number: string, facts: Partial<Record<'kind' | 'credit' | 'of', string>> = {}): Row {
  const { kind = 'I', credit = '', of = '' } = facts;
  return [number, '2025-06-30', kind, credit, of, '2025-06-01', '2025-06-30', '100001', 'REAM'];
}

const invoice = (number: string): Row => [...row(number), 10, '25.00', '5.00'];
const other = (number: string): Row => [...row(number), 7, '17.50', '3.50'];
const credit: Row = [...row('C', { kind: 'C', credit: 'p', of: 'I' }), '', '-5.00', '-1.00'];
const cancelled: Row = [...row('R', { kind: 'C', credit: 'x', of: 'I' }), -10, '-25.00', '-5.00'];

/** A history of files by name; a name with a minus is taken back again. */
async function figuresAfter(
  database: Database,
  name: string,
  files: Record<string, Row[]>,
  steps: string,
) {
  const trustId = await loadFiles(database, smallTrust(name));
  for (const step of steps.split(' ')) {
    const file = step.replace('-', '');
    if (step.startsWith('-')) await takeBack(database, trustId, `${file}.csv`);
    else await importText(database, trustId, `${file}.csv`, paperFile(files[file] ?? []));
    const { differences } = await verifyTrust(database, trustId);
    if (differences.length > 0) throw new Error(JSON.stringify(differences));
  }
  const window = { from: undefined, to: undefined };
  const { total } = await reportSavings(database, trustId, { by: ['school'], window });
  return `${total.cost} ${total.cash_saving}`;
}

async function takeBack(database: Database, trustId: string, name: string) {
  const posted = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { state: 'posted' }),
  );
  const id = posted.find(({ file }) => file === name)?.id ?? '';
  await undoImport(database, trustId, id, { by: 'C. Manager', at: '2026-01-07T10:00:00.000Z' });
}

t.test('whatever the order, the figures are the same', async (t) => {
  const database = await freshDatabase(t);
  const together = { I: [invoice('I')], C: [credit], R: [cancelled] };
  const overlap = { A: [invoice('D')], B: [invoice('D'), other('D')] };
  const moved: Row = [...invoice('D')];
  moved[7] = '100003';
  const elsewhere = { A: [invoice('D')], B: [invoice('D'), moved] };
  const mine: Row = [...other('D')];
  mine[7] = '100003';
  const changed = { A: [invoice('D')], B: [moved, mine] };
  const dearer: Row = [...row('D'), 10, '30.00', '6.00'];
  const left = { Z: [mine], Y: [invoice('D'), mine], X: [dearer] };
  const theirs: Row = [...other('I')];
  theirs[7] = '100003';
  const parts = { A: [invoice('I')], B: [theirs], C: [credit] };
  const examples: [files: Record<string, Row[]>, steps: string, figures: string, why: string][] = [
    [together, 'I C R', '-5.00 5.00', 'a credit, then the cancellation'],
    [together, 'I R C', '-5.00 5.00', 'the cancellation first'],
    [together, 'C R I', '-5.00 5.00', 'both before their invoice'],
    [together, 'I C R -C C', '-5.00 5.00', 'the credit taken back and sent again'],
    [together, 'I C R -R R', '-5.00 5.00', 'the cancellation taken back and sent again'],
    [together, 'I C R -I I', '-5.00 5.00', 'the invoice taken back and sent again'],
    [overlap, 'A B', '42.50 10.20', 'a larger file'],
    [overlap, 'A B -A A', '42.50 10.20', 'the smaller one taken back and sent again'],
    [overlap, 'A B -B B', '42.50 10.20', 'the larger one'],
    [overlap, 'B A', '42.50 10.20', 'the smaller one last'],
    [elsewhere, 'A B -A A', '53.25 6.00', 'the same line for another school'],
    [changed, 'A B', '44.78 6.00', 'a line that has moved is held'],
    [changed, 'A B B', '44.78 6.00', 'and held again'],
    [left, 'Z Y X -Z X', '44.78 6.00', 'a file that posts nothing lets another post what it knows'],
    [parts, 'A C', '20.00 11.00', 'a credit of a document'],
    [parts, 'A B C -B', '20.00 11.00', 'of which other lines are taken back'],
    [parts, 'A B C -A', '14.78 5.00', 'and of which one part is left'],
    [parts, 'A B C -B -A', '0.00 0.00', 'or nothing'],
    [parts, 'A B C -B -A A', '20.00 11.00', 'and one part again'],
  ];
  for (const [index, [files, steps, figures, why]] of examples.entries()) {
    t.equal(await figuresAfter(database, `T${index}`, files, steps), figures, `${steps}: ${why}`);
  }
});
