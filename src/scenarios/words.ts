import { addMonths } from '../calendar/local-date.ts';
import type { Contract } from '../contracts/contract.ts';
import { displayMoney, type Money, pence } from '../money/money.ts';
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

/** What a change means, and what has to be known of it. */
export function changeNotes(change: Change, known: Known): string[] {
  switch (change.kind) {
    case 'leave':
      return leaveNotes(change, known);
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
  { contract, urn, on }: Extract<Change, { kind: 'leave' }>,
  known: Known,
): string[] {
  const months = known.contracts.get(contract)?.noticeMonths ?? 0;
  const notice =
    months > 0
      ? [`${contract} asks for ${months} months' notice: by ${addMonths(on, -months)}.`]
      : [];
  return [
    `${nameOf(known, urn)} takes no part in ${contract} from ${on}. What it would pay elsewhere is not known: its figures only lose what the contract brought.`,
    ...notice,
    'Charges for leaving are not known to the ledger and not counted.',
    ...basisNotes(known.contracts.get(contract)),
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
