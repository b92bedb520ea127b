import type { LocalDate } from '../calendar/local-date.ts';
import { countDays, type DateRange } from '../calendar/period.ts';
import { unitInWords } from '../contracts/charge.ts';
import type { Contract } from '../contracts/contract.ts';
import { priceOn } from '../contracts/price-schedule.ts';
import { formatDecimal } from '../money/decimal.ts';
import type { Trust } from '../schools/school.ts';
import { type Organisation, schoolParty, supplierParty, trustParty } from './organisation.ts';
import { lastPossibleDay, type RegisterEntry } from './register-entry.ts';

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
  const { contract, supplier, schools, renewal } = entry;
  const { trust, prefix, at } = publication;
  const today = at.slice(0, 10) as LocalDate;
  const buyers = schools.map((school) => schoolParty(school, today));
  const [procuring, selling] = [trustParty(trust), supplierParty(supplier)];
  const [buyer, ...others] = buyers.map(reference);
  const isOver = today > renewal.current.endsOn;
  return {
    ocid: prefix === null ? contract.id : `${prefix}-${contract.id}`,
    id: `${contract.id}-${at}`,
    date: at,
    tag: ['award', 'contract', ...(isOver ? ['contractTermination'] : [])],
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
      additionalProcurementCategories: [contract.category],
      ...(contract.procurementRoute && { procurementMethodDetails: contract.procurementRoute }),
    },
    awards: [
      {
        id: `${contract.id}-award`,
        title: contract.title,
        status: 'active',
        suppliers: [reference(selling)],
      },
    ],
    contracts: [contractOf(entry, today)],
  };
}

function contractOf(entry: RegisterEntry, today: LocalDate) {
  const { contract, renewal } = entry;
  const { endsOn } = renewal.current;
  const { noticeBy } = renewal.deadline;
  const term = { from: contract.term.from, to: endsOn };
  const items = itemsOf(contract, dayWithin(term, today));
  return {
    id: contract.id,
    awardID: `${contract.id}-award`,
    title: contract.title,
    description: `${contract.reference}: ${contract.title}`,
    status: today < term.from ? 'pending' : today > endsOn ? 'terminated' : 'active',
    period: periodOf(term, lastPossibleDay(entry)),
    ...(items.length > 0 && { items }),
    ...(today <= noticeBy && {
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

function periodOf(term: DateRange, lastPossible: LocalDate | null) {
  return {
    startDate: `${term.from}T00:00:00Z`,
    endDate: endOf(term.to),
    ...(lastPossible && { maxExtentDate: endOf(lastPossible) }),
    durationInDays: countDays(term),
  };
}

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
