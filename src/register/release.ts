import type { LocalDate } from '../calendar/local-date.ts';
import { countDays, type DateRange } from '../calendar/period.ts';
import { unitInWords } from '../contracts/charge.ts';
import type { Contract } from '../contracts/contract.ts';
import { priceOn } from '../contracts/price-schedule.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Trust } from '../schools/school.ts';
import { type Organisation, schoolParty, supplierParty, trustParty } from './organisation.ts';
import { procedureOf, relatedProcesses } from './procedure.ts';
import { lastPossibleDay, type RegisterEntry, termOf, worthOf } from './register-entry.ts';

/** The form of a prefix that the Open Contracting Partnership gives out. */
export const ocidPrefix = /^ocds-[a-z0-9]{6}$/;

/** Who publishes a register, when, and under which prefix of the Open Contracting Partnership. */
export interface Publication {
  readonly trust: Trust;
  /** `ocds-` and six letters or digits that the publisher registered; null before it did. */
  readonly prefix: string | null;
  readonly at: string;
}

/** What is known of a contract on a day, as a release of OCDS 1.1. */
export function releaseOf(entry: RegisterEntry, publication: Publication) {
  const { contract, supplier, schools, published } = entry;
  const { trust, prefix, at } = publication;
  const today = at.slice(0, 10) as LocalDate;
  const buyers = schools.map((school) => schoolParty(school, today));
  const [procuring, selling] = [trustParty(trust), supplierParty(supplier)];
  const [buyer, ...others] = buyers.map(reference);
  const isOver = today > termOf(entry).to;
  const { record = null, amendments = [] } = published ?? {};
  const related = relatedProcesses(record);
  return {
    ocid: ocidOf(entry, prefix),
    id: `${contract.id}-${at}`,
    date: at,
    tag: [
      ...['award', 'contract'],
      ...(amendments.length > 0 ? ['contractAmendment'] : []),
      ...(isOver ? ['contractTermination'] : []),
    ],
    initiationType: 'tender',
    language: 'en',
    parties: withRoles([
      [procuring, ['procuringEntity']],
      ...buyers.map((each) => [each, ['buyer', 'payer']] as const),
      [selling, ['supplier']],
    ]),
    // The standard has room for one buyer here; several are told by their roles alone.
    ...(buyer && others.length === 0 && { buyer }),
    tender: {
      id: `${contract.id}-tender`,
      title: contract.title,
      status: 'complete',
      procuringEntity: reference(procuring),
      ...procedureOf(record, contract.procurementRoute),
      additionalProcurementCategories: [contract.category],
      ...valueIn(published?.greatestValue),
    },
    awards: [
      {
        id: `${contract.id}-award`,
        title: contract.title,
        status: 'active',
        suppliers: [reference(selling)],
        ...valueIn(published?.agreedValue),
      },
    ],
    contracts: [contractOf(entry, today)],
    ...(related.length > 0 && { relatedProcesses: related }),
  };
}

/** The identifier under which a contract was published before, else one of our own. */
function ocidOf({ contract, published }: RegisterEntry, prefix: string | null): string {
  return published?.record.ocid ?? (prefix === null ? contract.id : `${prefix}-${contract.id}`);
}

/** Net pounds; of what is not known nothing is said. */
function valueIn(amount: Money | null | undefined) {
  return amount != null && { value: { amount: Number(formatMoney(amount)), currency: 'GBP' } };
}

function contractOf(entry: RegisterEntry, today: LocalDate) {
  const { contract, renewal, published } = entry;
  const { noticeBy } = renewal.deadline;
  const term = termOf(entry);
  const signedOn = published?.signedOn;
  const amendments = amendmentsOf(entry);
  const items = itemsOf(contract, dayWithin(term, today));
  return {
    id: contract.id,
    awardID: `${contract.id}-award`,
    title: contract.title,
    description: `${contract.reference}: ${published?.record.description ?? contract.title}`,
    status: today < term.from ? 'pending' : today > term.to ? 'terminated' : 'active',
    period: periodOf(term, lastPossibleDay(entry)),
    ...valueIn(worthOf(entry)),
    ...(signedOn && { dateSigned: startOf(signedOn) }),
    ...(items.length > 0 && { items }),
    ...(amendments.length > 0 && { amendments }),
    ...(today <= noticeBy &&
      today <= term.to && {
        milestones: [
          {
            id: `${contract.id}-notice`,
            title: 'Last working day to give notice',
            dueDate: endOf(noticeBy),
            status: 'scheduled',
          },
        ],
      }),
  };
}

function amendmentsOf({ contract, published }: RegisterEntry) {
  return (published?.amendments ?? []).map(({ signedOn, reason, changes }, index) => ({
    id: `${contract.id}-amendment-${index + 1}`,
    date: startOf(signedOn),
    rationale: reason,
    description: changes,
  }));
}

function periodOf(term: DateRange, lastPossible: LocalDate | null) {
  return {
    startDate: startOf(term.from),
    endDate: endOf(term.to),
    ...(lastPossible && { maxExtentDate: endOf(lastPossible) }),
    durationInDays: countDays(term),
  };
}

const startOf = (day: LocalDate) => `${day}T00:00:00Z`;
// A last day is part of its period, which the standard says by the last second of it.
const endOf = (day: LocalDate) => `${day}T23:59:59Z`;

const dayWithin = ({ from, to }: DateRange, day: LocalDate) =>
  day < from ? from : day > to ? to : day;

/** What can be bought on a day and what one unit costs net of VAT. */
function itemsOf(contract: Contract, day: LocalDate) {
  const codes = [...new Set(contract.prices.map(({ item }) => item))];
  return codes.flatMap((id) => {
    const price = priceOn(contract.prices, id, day);
    if (!price || price.lineClass === 'excluded') return [];
    // A JSON number has fifteen digits for certain: prices below a thousand million pounds are exact.
    const amount = Number(formatDecimal(price.unitPrice));
    const unit = { name: unitInWords(price.unit), value: { amount, currency: 'GBP' } };
    return [{ id, description: price.description || id, unit }];
  });
}

const reference = ({ id, name }: Organisation) => ({ id, name });

/** Each party once, with all its roles. */
function withRoles(parties: readonly (readonly [Organisation, readonly string[]])[]) {
  const found = new Map<string, Organisation & { roles: readonly string[] }>();
  for (const [party, roles] of parties) {
    const known = found.get(party.id);
    found.set(party.id, {
      ...(known ?? party),
      roles: [...new Set([...(known?.roles ?? []), ...roles])],
    });
  }
  return [...found.values()];
}
