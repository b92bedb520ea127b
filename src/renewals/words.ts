import { type LocalDate, nextDay } from '../calendar/local-date.ts';
import type { RenewalState } from './deadline.ts';
import { actInWords, type RenewalDecision } from './decision.ts';
import type { Renewal } from './renewal.ts';
import { extendedTo, type Span } from './term.ts';

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `2026-07-08` as `8 July 2026`. */
export function dayInWords(date: LocalDate): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${day} ${months[(month ?? 1) - 1]} ${year}`;
}

/** A length of time, as `2 months` or `1 week`. */
export function spanInWords({ length, unit }: Span): string {
  return length === 1 ? `1 ${unit.slice(0, -1)}` : `${length} ${unit}`;
}

/** A state as a person says it. */
export const stateInWords: Readonly<Record<RenewalState, string>> = {
  far: 'nothing to do yet',
  plan: 'prepare the decision',
  decide: 'decide now',
  overdue: 'overdue',
  noticed: 'decided: it ends',
  renewed: 'decided: renewed',
};

const inMonths = (length: number) => spanInWords({ length, unit: 'months' });

/**
 * What has to be done about a contract, in whole sentences: first what to do and by when, then what
 * happens if nobody does, then what to know of the days.
 */
export function adviceOf(renewal: Renewal, today: LocalDate): string[] {
  const { current, snoozedUntil } = renewal;
  const decided = current.decision
    ? [decidedSentence(renewal)]
    : [whatToDo(renewal, today), withoutDecision(renewal, today)];
  const snoozed = snoozedUntil
    ? [`Snoozed until ${dayInWords(snoozedUntil)} by ${current.snooze?.by}.`]
    : [];
  return [...decided, ...snoozed, ...daysToKnow(renewal)];
}

function decidedSentence({ current: { decision, endsOn }, terms }: Renewal): string {
  if (!decision) return '';
  const isAnew = decision.act === 'renew' && terms.renewalMonths === null;
  const what = isAnew ? 'to be bought anew' : actInWords[decision.act];
  const goesOn = decision.act === 'renew' && !isAnew;
  const end = goesOn
    ? `It goes on until ${dayInWords(extendedTo(endsOn, terms.renewalMonths ?? 0))}.`
    : `It ends on ${dayInWords(endsOn)}.`;
  return `Decided: ${what}, ${byWhom(decision)}. ${end}`;
}

const byWhom = ({ by, at }: RenewalDecision) =>
  `by ${by} on ${dayInWords(at.slice(0, 10) as LocalDate)}`;

function howItWentOn({ on, decision }: NonNullable<Renewal['current']['renewed']>): string {
  if (!decision) return `It renewed by itself on ${dayInWords(on)}, which nobody had decided.`;
  return `It was ${actInWords[decision.act]} from ${dayInWords(on)} on, decided ${byWhom(decision)}.`;
}

function whatToDo({ deadline, terms, current }: Renewal, today: LocalDate): string {
  const { decideBy, meeting, noticeBy } = deadline;
  const options = optionsOf(terms.renewalMonths, leftOf({ terms, current }));
  if (today > noticeBy) {
    return `The last day for notice, ${dayInWords(noticeBy)}, has passed without a decision: speak with the supplier, and record what becomes of the contract.`;
  }
  if (today > decideBy) {
    return `It should have been decided by ${dayInWords(decideBy)}: ${options}; notice can still be given until ${dayInWords(noticeBy)}.`;
  }
  const where = meeting
    ? `At the meeting of ${dayInWords(decideBy)} (${meeting.name})`
    : `By ${dayInWords(decideBy)}`;
  return `${where}, decide: ${options}.`;
}

const leftOf = ({ terms, current }: Pick<Renewal, 'terms' | 'current'>) =>
  Math.max(0, (terms.extension?.count ?? 0) - current.extensionsUsed);

function optionsOf(renewalMonths: number | null, extensionsLeft: number): string {
  const extend =
    extensionsLeft === 0
      ? []
      : [`extend it (${extensionsLeft} ${extensionsLeft === 1 ? 'option' : 'options'} left)`];
  const all =
    renewalMonths === null
      ? [...extend, 'buy anew', 'let it end']
      : [...extend, 'let it renew', 'give notice'];
  return `${all.slice(0, -1).join(', ')} or ${all.at(-1)}`;
}

function withoutDecision({ deadline, terms, current }: Renewal, today: LocalDate): string {
  const { endsOn } = current;
  if (terms.renewalMonths !== null) {
    const until = dayInWords(extendedTo(endsOn, terms.renewalMonths));
    return `Without notice it renews on ${dayInWords(nextDay(endsOn))} for ${inMonths(terms.renewalMonths)}, until ${until}.`;
  }
  const ends = today > deadline.endsOn ? 'It ended' : 'It ends';
  return `${ends} on ${dayInWords(endsOn)} and does not renew by itself.`;
}

function daysToKnow({ deadline, current, terms, state }: Renewal): string[] {
  const { noticeOn, noticeBy, holiday, meeting } = deadline;
  const open = current.decision === null;
  return [
    ...(current.renewed ? [howItWentOn(current.renewed)] : []),
    ...(open && noticeBy !== noticeOn
      ? [
          `Notice is due on ${dayInWords(noticeOn)}, when nobody works: the last working day before is ${dayInWords(noticeBy)}.`,
        ]
      : []),
    ...(open && holiday
      ? [
          `The last day for notice falls into the school holiday "${holiday.name}": the last school day before is ${dayInWords(holiday.schoolDay)}.`,
        ]
      : []),
    ...(open && !meeting && state !== 'far'
      ? ['No board meeting is known in the six months before: see board_meetings.csv.']
      : []),
    ...(terms.penalties ? [`Ending it early: ${terms.penalties}`] : []),
  ];
}
