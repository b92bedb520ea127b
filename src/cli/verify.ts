import Table from 'cli-table3';
import { type Check, checks, sentence } from '../rereading/difference.ts';
import type { Trust } from '../schools/school.ts';
import { trusts } from '../trusts/store.ts';
import { type Checked, type Verification, verifyTrust } from '../verification/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { type Command, type Terminal, WrongUsage, withEngine } from './terminal.ts';

export const verify: Command = {
  name: 'verify',
  usage: 'verify [--trust NAME | --all]',
  summary: 'recompute every figure by another way and name each difference; exit 1 if there is one',
  options: { trust: { type: 'string' }, all: { type: 'boolean' } },
  async run(terminal, args) {
    const named = args.text('trust');
    if (args.isSet('all') && named !== undefined)
      throw new WrongUsage('Name one trust, or take them all.');
    await withEngine(terminal, async ({ database }) => {
      const chosen = args.isSet('all')
        ? await trusts(database)
        : [await chooseTrust(database, named)];
      const results: Verified[] = [];
      for (const trust of chosen) {
        const found = await verifyTrust(database, trust.id, showProgress(terminal, trust));
        terminal.progress('');
        results.push({ trust, found });
        if (!args.isSet('json')) terminal.print(asLines({ trust, found }).join('\n'));
      }
      const isClean = results.every(({ found }) => countOf(found) === 0);
      if (args.isSet('json'))
        terminal.print(JSON.stringify({ clean: isClean, trusts: results.map(asJson) }));
      if (!isClean) process.exitCode = 1;
    });
  },
};

interface Verified {
  readonly trust: Trust;
  readonly found: Verification;
}

function showProgress(terminal: Terminal, { name }: Trust) {
  return (check: Check, done: number) =>
    terminal.progress(`${name}: ${check}, ${done.toLocaleString('en-GB')} done`);
}

const faults = checks.filter((check) => check !== 'today');

/** How many differences there are; what today's data would give otherwise is none. */
function countOf({ counts }: Verification): number {
  return faults.reduce((sum, check) => sum + counts[check], 0);
}

function asJson({ trust, found }: Verified) {
  const { checked, counts, differences, notes } = found;
  return {
    trust: trust.name,
    clean: countOf(found) === 0,
    checked,
    counts,
    differences,
    notes,
  };
}

const recomputed: Record<Exclude<Check, 'today'>, (checked: Checked) => string> = {
  journals: ({ journals, lines, entries }) =>
    `hashes of ${many(journals, 'journal')} over ${many(lines, 'line')} and ${many(entries, 'entry', 'entries')}`,
  rows: ({ rows }) => `${many(rows, 'kept row')} against the lines posted from them`,
  shares: ({ lines }) => `shares of the joint ones of ${many(lines, 'line')}`,
  entries: ({ entries }) => `cost and baseline cost of ${many(entries, 'entry', 'entries')}`,
  sums: ({ cells }) => `sums of ${many(cells, 'cell')}, now and by journal`,
  seals: ({ seals }) => `${many(seals, 'sealed report')}, written again to the byte`,
  evidence: ({ evidence }) => `hashes of ${many(evidence, 'kept document')}`,
};

function many(count: number, one: string, more = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : more}`;
}

/** How many notes are shown: they are no faults, and one change of the register makes many. */
const shownNotes = 20;

function asLines({ trust, found }: Verified): string[] {
  const table = new Table({
    head: ['Check', 'Recomputed', 'Differences'],
    colAligns: ['left', 'left', 'right'],
    style: { head: [], border: [] },
    chars: { mid: '', 'left-mid': '', 'mid-mid': '', 'right-mid': '' },
  });
  for (const check of faults)
    table.push([
      check,
      recomputed[check](found.checked),
      found.counts[check].toLocaleString('en-GB'),
    ]);
  const count = countOf(found);
  const verdict = count === 0 ? 'no difference' : many(count, 'difference');
  return [
    `${trust.name}: ${verdict}`,
    table.toString(),
    ...found.differences.map((difference) => `${difference.check}: ${sentence(difference)}`),
    ...rest(count - found.differences.length, 'more differences'),
    ...noteLines(found),
  ];
}

function noteLines(found: Verification): string[] {
  const count = found.counts.today;
  if (count === 0) return [];
  const shown = found.notes.slice(0, shownNotes).map((note) => `  ${sentence(note)}`);
  return [
    `${many(count, 'input')} of posted lines differ from today's register. This is no fault: figures keep the inputs that they were posted with.`,
    ...shown,
    ...rest(count - shown.length, 'more'),
  ];
}

function rest(count: number, what: string): string[] {
  return count > 0 ? [`and ${count.toLocaleString('en-GB')} ${what}`] : [];
}
