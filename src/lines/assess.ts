import { allocate, type Divisible, type Share, wholeLine } from '../allocation/allocation.ts';
import { type Weight, weightsIn } from '../allocation/weights.ts';
import { countDays, type DateRange } from '../calendar/period.ts';
import { chargeOf, unitInWords } from '../contracts/charge.ts';
import { type Contract, daysTakenPart } from '../contracts/contract.ts';
import { type Price, priceOn } from '../contracts/price-schedule.ts';
import type { Register } from '../documents/register.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import { displayMoney } from '../money/money.ts';
import type { ProblemCode, ProblemDetail } from '../problem.ts';
import type { EntryClass } from '../savings/recognition.ts';
import type { School } from '../schools/school.ts';
import { creditProblem, type Original } from './credit.ts';
import type { Assessment } from './posted-line.ts';

/** A line with its contract and school found, ready to be judged. */
export interface MatchedLine {
  readonly line: InvoiceLine;
  readonly contract: Contract;
  readonly supplierId: string;
  /** Null for a joint line. */
  readonly schoolId: string | null;
}

export type Judgement = { readonly assessment: Assessment } | { readonly problem: ProblemDetail };

/**
 * Judges a line by P2–P9: what it counts as and who bears which part of it, or why it is held. For
 * a credit on quantity or price, `original` says what is known of the document that it credits.
 */
export function assess(matched: MatchedLine, register: Register, original?: Original): Judgement {
  const { line, contract } = matched;
  const problem =
    line.documentKind === 'invoice' ? invoiceProblem(line) : creditProblem(line, original);
  if (problem) return { problem };
  const service = serviceOf(line, original);
  if (!service)
    return hold(
      line,
      'credit.days-unclear',
      'The days that this credit is for cannot be told: it names none, and the lines that it credits have none or several.',
      'Ask the supplier which days it is for.',
    );
  const price = priceOn(contract.prices, line.item, service.from);
  const lineClass = classOf(matched, price);
  if (lineClass === 'recurring' && line.documentKind === 'invoice' && hasNoQuantity(line)) {
    return withoutQuantity(line, price);
  }
  const quantityBasis = price?.quantityBasis ?? 'consumed';
  const shared: Divisible = {
    net: line.net,
    vat: line.vat,
    quantity: line.quantity,
    quantityBasis,
    periodDays: original?.joint?.periodDays ?? countDays(service),
  };
  const shares = sharesOf({ matched, register, original, service, lineClass, shared });
  if ('problem' in shares) return shares;
  return {
    assessment: {
      lineClass,
      quantityBasis,
      priceId: lineClass === 'rebate' || lineClass === 'off_contract' ? null : (price?.id ?? null),
      contractId: contract.id,
      service,
      periodDays: shared.periodDays,
      shares: shares.shares,
    },
  };
}

function hasNoQuantity(line: InvoiceLine): boolean {
  return line.net !== 0 && (line.quantity === null || line.quantity.isZero());
}

/** What stands in place of the quantity is never guessed: not even pounds of pay from a mark-up (P9). */
function withoutQuantity(line: InvoiceLine, price: Price | undefined) {
  const charge = price && chargeOf(price.unit);
  const amount = displayMoney(line.net);
  if (!price || !charge) {
    return hold(
      line,
      'invoice.quantity',
      `${amount} of ${line.item} without a quantity cannot be compared with a baseline.`,
      'Ask the supplier how many units it is for.',
    );
  }
  const column =
    charge === 'mark-up' ? 'what the workers were paid' : 'what the goods cost at list price';
  return hold(
    line,
    'invoice.quantity',
    `${amount} of ${line.item}, which is measured in ${unitInWords(price.unit)}, does not say ${column}.`,
    `Name the column of ${column} as "quantity" in "columns" of the supplier's profile and send the file again; if it has none, ask the supplier for one that has.`,
  );
}

function invoiceProblem(line: InvoiceLine): ProblemDetail | undefined {
  if (line.net >= 0) return undefined;
  return hold(
    line,
    'invoice.below-zero',
    'An invoice line below zero does not say which kind of credit it is.',
    'Ask the supplier for a credit note that names its reason and its invoice.',
  ).problem;
}

/** The days a line is for: its own, else those of what it credits, else the day of the document. */
function serviceOf(line: InvoiceLine, original: Original | undefined): DateRange | undefined {
  if (line.serviceFrom && line.serviceTo) return { from: line.serviceFrom, to: line.serviceTo };
  if (!original) return { from: line.documentDate, to: line.documentDate };
  const [service, ...others] = original.services;
  return others.length === 0 ? service : undefined;
}

function classOf(
  { line, contract, supplierId }: MatchedLine,
  price: Price | undefined,
): EntryClass {
  if (line.creditKind === 'rebate') return 'rebate';
  return supplierId !== contract.supplierId || !price ? 'off_contract' : price.lineClass;
}

interface Sharing {
  readonly matched: MatchedLine;
  readonly register: Register;
  readonly original: Original | undefined;
  readonly service: DateRange;
  readonly lineClass: EntryClass;
  readonly shared: Divisible;
}

type Shares = { readonly shares: readonly Share[] } | { readonly problem: ProblemDetail };

function sharesOf({ matched, register, original, service, lineClass, shared }: Sharing): Shares {
  const { line, contract, schoolId } = matched;
  if (schoolId === null) return jointShares(matched, register, original, service, shared);
  const school = schoolIn(register, schoolId);
  const needsPart = lineClass !== 'off_contract' && lineClass !== 'rebate';
  if (needsPart && daysTakenPart(contract, schoolId, service).length === 0) {
    return hold(
      line,
      'school.not-participating',
      `School ${school.urn} (${school.name}) takes no part in ${contract.reference} ${spoken(service)}.`,
      'Enter its participation if it does, or ask the supplier why it was charged.',
    );
  }
  return { shares: [wholeLine(shared, school, [service])] };
}

function jointShares(
  { line, contract }: MatchedLine,
  register: Register,
  original: Original | undefined,
  service: DateRange,
  shared: Divisible,
): Shares {
  if (original) {
    if (!original.joint)
      return hold(
        line,
        'credit.weights-unclear',
        'How the credited line was shared cannot be told: the original has no joint line of this item, or several that were shared differently.',
        'Ask the supplier for a credit note per school.',
      );
    const weights = original.joint.weights.map(({ schoolId, weight, days }): Weight => {
      return { school: schoolIn(register, schoolId), weight, days };
    });
    // The store gives them by URN, the order in which spare pennies are handed out.
    return { shares: allocate(shared, weights) };
  }
  const found = weightsIn(contract, register.schools, service);
  const driver = contract.driver.replaceAll('_', ' ');
  if ('withoutValue' in found) {
    const names = found.withoutValue.map((school) => `${school.urn} (${school.name})`).join(', ');
    return hold(
      line,
      'driver.missing',
      `${contract.reference} is shared by ${driver}, and no value is known for ${names}.`,
      `Enter the ${driver} of each, from its first day in the contract or earlier.`,
    );
  }
  if (found.weights.length === 0) {
    return hold(
      line,
      'school.not-participating',
      `No school takes part in ${contract.reference} ${spoken(service)}.`,
      'Enter who takes part on these days, or ask the supplier why they were charged.',
    );
  }
  if (!found.weights.some(({ weight }) => weight.gt(0))) {
    return hold(
      line,
      'driver.missing',
      `${contract.reference} is shared by ${driver}, and that is zero for every school that takes part ${spoken(service)}.`,
      `Enter the ${driver} of at least one of them.`,
    );
  }
  return { shares: allocate(shared, found.weights) };
}

function schoolIn(register: Register, schoolId: string): School {
  const school = register.schools.get(schoolId);
  if (!school) throw new Error(`school ${schoolId} is not in the register`);
  return school;
}

function spoken({ from, to }: DateRange): string {
  return from === to ? `on ${from}` : `from ${from} to ${to}`;
}

function hold(line: InvoiceLine, code: ProblemCode, message: string, remedy: string) {
  return { problem: { code, row: line.row, message, remedy } };
}
