import { dayBefore, type LocalDate } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { displayMoney, type Money, pence } from '../money/money.ts';
import { deadlineOf, type TrustCalendar } from '../renewals/deadline.ts';
import { termsFrom, type WrittenTerms } from '../renewals/term.ts';
import type { Change, Known } from './change.ts';
import { borne, type Compared, isSame } from './effect.ts';

const size = (amount: Money) => displayMoney(pence(Math.abs(amount)));
const moreOrLess = (amount: Money) => `${size(amount)} ${amount > 0 ? 'more' : 'less'}`;

/**
 * What a scenario does to a school, a contract or the trust, in one sentence. Cash and avoidance
 * are told apart and never added; a change of cost alone is no saving.
 */
export function effectSentence(name: string, compared: Compared): string {
  if (isSame(compared)) return `${name}: nothing changes.`;
  const { before, after, change } = compared;
  const paid = pence(borne(after) - borne(before));
  const parts = [paid === 0 ? 'pays the same' : `pays ${moreOrLess(paid)}`];
  if (change.avoidance) {
    parts.push(`avoids ${moreOrLess(change.avoidance)}`);
  }
  if (change.netSaving !== 0) {
    const side = change.netSaving < 0 ? 'worse' : 'better';
    parts.push(`is ${size(change.netSaving)} ${side} off by its net saving`);
  } else if (!change.avoidance && paid !== 0) {
    parts.push('is not measured against what it paid before');
  }
  return `${name} ${parts.join(', ')}.`;
}

/** What contracts say of their ends, by contract, and when a trust meets. */
export interface Ends {
  readonly terms: ReadonlyMap<string, WrittenTerms>;
  readonly calendar: TrustCalendar;
}

/** What a change means, and what has to be known of it. */
export function changeNotes(change: Change, known: Known, ends: Ends): string[] {
  switch (change.kind) {
    case 'leave':
      return leaveNotes(change, known, ends);
    case 'join':
      return [
        `${nameOf(known, change.urn)} takes part in ${change.contract} from ${change.on}.`,
        ...basisNotes(known.contracts.get(change.contract)),
      ];
    case 'key':
      return [`${change.contract} is shared by ${spoken(change.driver)}.`];
    case 'price':
      return [
        `${change.item} of ${change.contract} costs £${change.unitPrice.toFixed()} a unit from ${change.from}: its lines are counted as their quantity at that price, and those without a quantity as they came.`,
      ];
    default:
      return [
        `${nameOf(known, change.urn)} has ${
          change.factor
            ? `${change.factor.toFixed()} times its ${spoken(change.driver)}`
            : `${spoken(change.driver)} of ${change.value?.toFixed()}`
        } from ${change.from}. Joint lines by the unit follow; fixed fees are shared again, and lines of one school stay as they are.`,
      ];
  }
}

function leaveNotes(
  { contract: reference, urn, on }: Extract<Change, { kind: 'leave' }>,
  known: Known,
  ends: Ends,
): string[] {
  const contract = known.contracts.get(reference);
  const written = contract && ends.terms.get(contract.id);
  return [
    `${nameOf(known, urn)} takes no part in ${reference} from ${on}. What it would pay elsewhere is not known: its figures only lose what the contract brought.`,
    ...(contract ? noticeNotes(contract, on, ends) : []),
    written?.penalties
      ? `Of leaving early the contract says: ${written.penalties}. Such a charge is not counted.`
      : 'Charges for leaving are not known to the ledger and not counted.',
    ...basisNotes(contract),
  ];
}

/** By when notice has to be given for a school to leave on a day, and decided at which meeting (N22). */
function noticeNotes(contract: Contract, on: LocalDate, { terms, calendar }: Ends): string[] {
  const end = termsFrom(terms.get(contract.id), contract.noticeMonths);
  const { length, unit } = end.notice;
  if (length === 0) return [];
  const { noticeBy, decideBy, meeting } = deadlineOf(dayBefore(on), end, calendar);
  const decided = meeting ? `at ${meeting.name} on ${decideBy}` : `by ${decideBy}`;
  return [
    `${contract.reference} asks for ${length} ${unit.slice(0, -1)}${length === 1 ? "'s" : "s'"} notice: by ${noticeBy}, so that it has to be decided ${decided}.`,
  ];
}

/** Which items follow the schools, and which do not fall when one leaves (P4). */
function basisNotes(contract: Contract | undefined): string[] {
  const items = (basis: 'whole_service' | 'consumed') => [
    ...new Set(
      (contract?.prices ?? [])
        .filter((row) => row.lineClass === 'recurring' && row.quantityBasis === basis)
        .map(({ item }) => item),
    ),
  ];
  const [fixed, units] = [items('whole_service'), items('consumed')];
  return [
    ...(fixed.length > 0
      ? [`Fixed fees stay as they are and are shared again: ${fixed.join(', ')}.`]
      : []),
    ...(units.length > 0
      ? [
          `Joint lines by the unit follow the schools that take part, to the nearest penny of a line: ${units.join(', ')}.`,
        ]
      : []),
  ];
}

const spoken = (driver: string) => driver.replaceAll('_', ' ');

function nameOf({ schools }: Known, urn: string): string {
  return [...schools.values()].find((school) => school.urn === urn)?.name ?? urn;
}
