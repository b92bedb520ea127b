import type { Database } from '../database/connect.ts';
import { inTrust } from '../database/tenant.ts';
import { checkEvidence } from '../evidence/commands.ts';
import { journalsOf } from '../ledger/store.ts';
import { type OnProgress, type Verifying, verifyRows } from '../rereading/commands.ts';
import { type Check, type Difference, differenceOf, findings } from '../rereading/difference.ts';
import { checkSeals } from '../seals/commands.ts';
import { entryQuestion } from './entry-question.ts';
import {
  type Digested,
  journalDifferences,
  type RecordKind,
  recordKinds,
} from './journal-check.ts';
import { reversalQuestion } from './reversal-question.ts';
import { shareQuestion, supplierQuestion } from './share-question.ts';
import {
  ask,
  cancelledDocuments,
  countCells,
  digestRecords,
  holdStill,
  linesInWindow,
  lineWindows,
  planForSets,
} from './store.ts';
import { cellQuestions, postingQuestions } from './sum-question.ts';
import { todayQuestion } from './today-question.ts';

/** How much was recomputed. */
export interface Checked {
  readonly journals: number;
  readonly lines: number;
  readonly entries: number;
  readonly cells: number;
  readonly rows: number;
  readonly seals: number;
  /** Documents that prove baselines. */
  readonly evidence: number;
}

/** What a verification found: what is wrong, and what would merely be otherwise today. */
export interface Verification {
  /** The id of the trust. */
  readonly trust: string;
  readonly checked: Checked;
  readonly differences: readonly Difference[];
  readonly notes: readonly Difference[];
  /** How many differences and notes there are of each check, those that are not listed included. */
  readonly counts: Readonly<Record<Check, number>>;
}

/** How many differences of each check are told one by one. */
const listed = 1000;

/**
 * Recomputes a trust's figures by another way than the one that made them: journals are hashed
 * again, kept rows read again, and shares, months, baseline costs and sums worked out in SQL from
 * the inputs that were stored with each line. Changes nothing.
 */
export function verifyTrust(
  database: Database,
  trustId: string,
  onProgress: OnProgress = () => {},
): Promise<Verification> {
  return inTrust(database, trustId, async (tenant) => {
    await holdStill(tenant);
    const found = findings(listed);
    const verifying = { tenant, found, onProgress };
    const sealed = await verifyJournals(verifying);
    const rows = await verifyRows(verifying, sealed);
    await planForSets(tenant);
    const cancelled = await cancelledDocuments(tenant);
    await verifyLines(verifying, cancelled);
    await verifySums(verifying, cancelled);
    const seals = await verifySeals(verifying);
    const evidence = await verifyEvidence(verifying);
    const isNote = ({ check }: Difference) => check === 'today';
    return {
      trust: trustId,
      checked: {
        ...sealed,
        journals: sealed.journals.length,
        rows,
        seals,
        evidence,
        cells: await countCells(tenant),
      },
      differences: found.listed.filter((difference) => !isNote(difference)),
      notes: found.listed.filter(isNote),
      counts: found.counts,
    };
  });
}

async function verifyJournals({ tenant, found, onProgress }: Verifying) {
  const digested = new Map<RecordKind, Digested>();
  let before = 0;
  for (const kind of recordKinds) {
    const report = (done: number) => onProgress('journals', before + done);
    const digest = await digestRecords(tenant, kind, report);
    digested.set(kind, digest);
    before += digest.count;
  }
  const journals = await journalsOf(tenant);
  found.add('journals', journalDifferences(journals, digested));
  const count = (kind: RecordKind) => digested.get(kind)?.count ?? 0;
  return { journals, lines: count('lines'), entries: count('entries') };
}

const aboutLines: readonly [Check, string][] = [
  ['rows', supplierQuestion],
  ['shares', shareQuestion],
  ['entries', entryQuestion],
  ['entries', reversalQuestion],
  ['today', todayQuestion],
];

async function verifyLines(
  { tenant, found, onProgress }: Verifying,
  cancelled: readonly string[],
): Promise<void> {
  let count = 0;
  for (const { after, upTo } of await lineWindows(tenant)) {
    for (const [check, question] of aboutLines) {
      const { answers, total } = await ask(tenant, question, [after, upTo, cancelled, listed]);
      const differences = answers.map((answer) => differenceOf(check, answer));
      found.add(check, differences, total);
    }
    count += linesInWindow;
    onProgress('entries', count);
  }
}

async function verifySums(
  { tenant, found, onProgress }: Verifying,
  cancelled: readonly string[],
): Promise<void> {
  const questions = [
    ...postingQuestions.map((question) => [question, [cancelled, listed]] as const),
    ...cellQuestions.map((question) => [question, [listed]] as const),
  ];
  for (const [index, [question, parameters]] of questions.entries()) {
    const { answers, total } = await ask(tenant, question, parameters);
    const differences = answers.map((answer) => differenceOf('sums', answer));
    found.add('sums', differences, total);
    onProgress('sums', index + 1);
  }
}

async function verifySeals({ tenant, found, onProgress }: Verifying): Promise<number> {
  const { count, differences } = await checkSeals(tenant);
  found.add(
    'seals',
    differences.map((difference) => ({ check: 'seals', ...difference })),
  );
  onProgress('seals', count);
  return count;
}

async function verifyEvidence({ tenant, found, onProgress }: Verifying): Promise<number> {
  const { count, differences } = await checkEvidence(tenant);
  found.add(
    'evidence',
    differences.map((difference) => ({ check: 'evidence', ...difference })),
  );
  onProgress('evidence', count);
  return count;
}
