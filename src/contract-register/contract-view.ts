import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { type DateRange, overlap } from '../calendar/period.ts';
import { type ShownRow, saySaving, showAmount, tableView } from '../charts/table.ts';
import { chargeInWords, unitInWords } from '../contracts/charge.ts';
import type { Contract } from '../contracts/contract.ts';
import type { Duty } from '../duties/duty.ts';
import { dutyInWords, outcomeInWords } from '../duties/words.ts';
import { show } from '../explanations/spelling.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Renewal } from '../renewals/renewal.ts';
import { adviceOf, dayInWords } from '../renewals/words.ts';
import type { ReportRow } from '../reports/report.ts';
import type { School } from '../schools/school.ts';
import type { CommitmentYear } from '../values/commitment.ts';
import { commitmentSentences } from '../values/commitment.ts';
import { type ContractValue, valueSentences } from '../values/value.ts';
import { exampleAmount, type WorkedExample } from './worked-example.ts';

/** What the page of a contract is written from. */
export interface ToldContract {
  readonly today: LocalDate;
  readonly contract: Contract;
  readonly supplier: string;
  readonly renewal: Renewal;
  readonly schools: ReadonlyMap<string, School>;
  readonly example: WorkedExample;
  readonly savings: { readonly rows: readonly ReportRow[]; readonly total: ReportRow };
  readonly entry: {
    readonly value: ContractValue | null;
    readonly commitments: readonly CommitmentYear[];
  } | null;
  readonly duties: { readonly duties: readonly Duty[] } | null;
}

const days = ({ from, to }: DateRange) =>
  to === lastDay ? `${dayInWords(from)} on` : `${dayInWords(from)} to ${dayInWords(to)}`;

/** A contract in the words and tables of its page; `savings` is the address of its savings. */
export function wholeContractView(told: ToldContract, savings: string) {
  const { today, contract, supplier, renewal, entry, duties } = told;
  return {
    facts: [
      ['Supplier', supplier],
      ['What is bought', `${contract.category.replaceAll('_', ' ')}, CFR ${contract.cfrCode}`],
      ['Days', days(contract.term)],
      ['Ends on', endInWords(renewal)],
      ['Notice by', dayInWords(renewal.deadline.noticeBy)],
      ['Decide by', decideInWords(renewal)],
      ['How the supplier was chosen', contract.procurementRoute || 'not written down'],
      ['A joint line is shared', `by ${driverInWords(contract)}`],
    ].map(([key, value]) => ({ key, value })),
    advice: adviceOf(renewal, today),
    saving: savingView(told, savings),
    prices: tableView(pricesTable(contract), 'pence'),
    participants: tableView(participantsTable(told), 'pence'),
    example: exampleView(told.example),
    value: entry && [
      ...(entry.value ? valueSentences(entry.value) : ['The value of a year is not written down.']),
      ...entry.commitments.flatMap(commitmentSentences),
    ],
    duties: duties && dutiesView(duties.duties, today),
  };
}

const driverInWords = ({ driver }: Contract) =>
  driver === 'equal' ? 'equal parts' : driver.replaceAll('_', ' ');

function endInWords({ current, terms }: Renewal): string {
  const then =
    terms.renewalMonths === null
      ? 'and does not renew by itself'
      : `and renews by itself for ${terms.renewalMonths} months`;
  return `${dayInWords(current.endsOn)}, ${then}`;
}

function decideInWords({ current, deadline }: Renewal): string {
  if (current.decision) return 'decided';
  const { decideBy, meeting } = deadline;
  return meeting ? `${dayInWords(decideBy)}, ${meeting.name}` : dayInWords(decideBy);
}

function savingView({ savings: { rows, total } }: ToldContract, href: string) {
  if (rows.length === 0) return { text: 'Nothing was bought by it yet.', coverage: '', href: null };
  const coverage = total.coverage_percent;
  return {
    text: `So far: ${saySaving(total.net_saving, 'pounds')}, of ${showAmount(total.cost, 'pounds')} paid.`,
    coverage: coverage
      ? `${coverage}% of what was paid is measured against what the schools paid before.`
      : 'Nothing of what was paid is measured yet.',
    href,
  };
}

function pricesTable({ prices }: Contract) {
  return {
    id: 'prices',
    caption: 'Prices agreed, net',
    columns: [
      { key: 'item', heading: 'Item', kind: 'text' as const },
      { key: 'price', heading: 'Price', kind: 'text' as const },
      { key: 'unit', heading: 'For one', kind: 'text' as const },
      { key: 'kind', heading: 'Kind of cost', kind: 'text' as const },
      { key: 'days', heading: 'Days of the price', kind: 'text' as const },
    ],
    rows: prices.map((price) => ({
      values: {
        item: price.description ? `${price.item}, ${price.description}` : price.item,
        price:
          chargeInWords(price.unit, price.unitPrice) ??
          show(formatDecimal(price.unitPrice), 'price'),
        unit: unitInWords(price.unit),
        kind: price.lineClass.replaceAll('_', '-'),
        days: days(price.valid),
      },
    })),
    total: null,
  };
}

function participantsTable({ contract, schools, example }: ToldContract) {
  const shares = new Map(example.shares.map((share) => [share.urn, share]));
  const rows = contract.participations.map(({ schoolId, days: of }): ShownRow => {
    const school = schools.get(schoolId);
    const share = school && shares.get(school.urn);
    const inTerm = overlap(of, contract.term);
    return {
      values: {
        name: school?.name ?? schoolId,
        days: inTerm ? days(inTerm) : 'no day of the contract',
        percent: share?.percent ?? null,
        amount: share ? formatMoney(share.amount) : null,
      },
    };
  });
  const all = contract.participations.length > 0 && shares.size > 0;
  return {
    id: 'participants',
    caption: `Who takes part, and what each would bear of ${showAmount(formatMoney(exampleAmount), 'pence')}`,
    columns: [
      { key: 'name', heading: 'School', kind: 'text' as const },
      { key: 'days', heading: 'Days in the contract', kind: 'text' as const },
      { key: 'percent', heading: 'Share', kind: 'percent' as const },
      { key: 'amount', heading: 'Of £100.00, £', kind: 'pounds' as const },
    ],
    rows,
    total: all
      ? {
          values: {
            ...{ name: 'Together', days: '', percent: '100' },
            amount: formatMoney(
              example.shares.reduce((sum, { amount }) => sum + amount, 0) as Money,
            ),
          },
        }
      : null,
  };
}

function exampleView({ month, shares, withoutValue }: WorkedExample): string {
  if (withoutValue.length > 0) {
    return `A joint line cannot be shared in ${monthInWords(month)}: no size is known of ${withoutValue.join(', ')}.`;
  }
  if (shares.length === 0) return `Nobody takes part in ${monthInWords(month)}.`;
  return `The example is a joint line of £100.00 for ${monthInWords(month)}: each school weighs its size times its days, and the parts add to it to the penny.`;
}

/** The duties that ask for something, in short; what does not apply is only counted. */
function dutiesView(duties: readonly Duty[], today: LocalDate) {
  const told = duties.filter(({ outcome }) => outcome !== 'does_not_apply');
  return {
    told: told.map((duty) => ({
      title: duty.title,
      outcome: outcomeInWords[duty.outcome],
      isKnown: duty.outcome === 'applies',
      sentences: dutyInWords(duty, today),
    })),
    others: duties.length - told.length,
  };
}
