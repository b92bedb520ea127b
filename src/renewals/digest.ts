import type { LocalDate } from '../calendar/local-date.ts';
import { addDays } from './bank-holiday.ts';
import type { RenewalState } from './deadline.ts';
import type { Renewal } from './renewal.ts';
import { adviceOf, dayInWords } from './words.ts';

/** A message about what has to be decided, as plain text. */
export interface Digest {
  readonly subject: string;
  readonly text: string;
}

const daysBetween = 7;
const headings: readonly (readonly [RenewalState, string])[] = [
  ['overdue', 'Overdue'],
  ['decide', 'To be decided now'],
  ['plan', 'To be prepared'],
];

/** Whether a week has gone by since the last message was sent; always, if none was. */
export function isDigestDue(lastSentOn: LocalDate | null, today: LocalDate): boolean {
  return lastSentOn === null || today >= addDays(lastSentOn, daysBetween);
}

/**
 * One message for all contracts of a trust: what is overdue, to be decided now or to be prepared, and
 * marked, what was not so when the last message was sent. What is decided, snoozed or far is left out,
 * and without anything to tell there is no message. It tells the same again each week until somebody
 * decides or snoozes it.
 */
export function digestOf(
  trust: string,
  { now, before }: { readonly now: readonly Renewal[]; readonly before: readonly Renewal[] },
  today: LocalDate,
): Digest | undefined {
  const told = new Set(before.filter(isToTell).map(sameMatter));
  const sections = headings.flatMap(([state, heading]) => {
    const matters = now.filter((each) => isToTell(each) && each.state === state);
    if (matters.length === 0) return [];
    const lines = matters.flatMap((each) => matterLines(each, told, today));
    return [[heading.toUpperCase(), ...lines].join('\n')];
  });
  if (sections.length === 0) return undefined;
  const count = now.filter(isToTell).length;
  const contracts = count === 1 ? '1 contract needs' : `${count} contracts need`;
  const end = `Each stays here, once a week, until somebody decides it or lets it rest with a reason. The next message comes on ${dayInWords(addDays(today, daysBetween))} at the earliest.`;
  return {
    subject: `${trust}: ${contracts} a decision`,
    text: `${[`${trust}, ${dayInWords(today)}`, ...sections, end].join('\n\n')}\n`,
  };
}

const isToTell = ({ state, snoozedUntil }: Renewal) =>
  snoozedUntil === null && headings.some(([told]) => told === state);

/** The same contract, term and state: what was told so in the last message is not new. */
const sameMatter = ({ contract, current, state }: Renewal) =>
  [contract.id, current.endsOn, state].join(' ');

function matterLines(renewal: Renewal, told: ReadonlySet<string>, today: LocalDate): string[] {
  const { reference, title } = renewal.contract;
  const mark = told.has(sameMatter(renewal)) ? '' : ' (new)';
  const advice = adviceOf(renewal, today).map((sentence) => `  ${sentence}`);
  return [`- ${reference}, ${title}${mark}`, ...advice];
}
