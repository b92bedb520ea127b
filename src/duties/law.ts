import type { ProcurementKind } from '../amendments/record.ts';
import { type LocalDate, lastDay } from '../calendar/local-date.ts';
import { contains, type DateRange } from '../calendar/period.ts';
import { type Money, pence } from '../money/money.ts';

const date = (text: string) => text as LocalDate;
const from = (first: string, last: string = lastDay): DateRange => {
  return { from: date(first), to: date(last) };
};
const pounds = (amount: number): Money => pence(amount * 100);

/** Where a rule stands, and where it was read. */
export interface Law {
  readonly section: string;
  readonly source: string;
}

const act = 'https://www.legislation.gov.uk/ukpga/2023/54/section/';
const regulations = 'https://www.legislation.gov.uk/uksi/2015/102/regulation/';

/** A section of the Procurement Act 2023. */
export const pa2023 = (section: string): Law => {
  return {
    section: `Procurement Act 2023 s. ${section}`,
    source: `${act}${/^\d+/.exec(section)?.[0]}`,
  };
};

/** A regulation of the Public Contracts Regulations 2015. */
export const pcr2015 = (regulation: string): Law => {
  return {
    section: `Public Contracts Regulations 2015 reg. ${regulation}`,
    source: `${regulations}${/^\d+/.exec(regulation)?.[0]}`,
  };
};

/** The first day of the Procurement Act: what was commenced before stays under the old law for life. */
export const actInForce = date('2025-02-24');

export const estimateLaw: Law = {
  section: 'Procurement Act 2023 s. 4 and Sch. 3',
  source: 'https://www.legislation.gov.uk/ukpga/2023/54/schedule/3',
};

/** An amount that holds between two days. */
export interface Limit {
  readonly amount: Money;
  readonly days: DateRange;
  readonly law: Law;
}

interface Threshold extends Limit {
  readonly kinds: readonly ProcurementKind[];
}

const ppn023: Law = {
  section: 'Procurement Act 2023 Sch. 1, PPN 023',
  source:
    'https://www.lupc.ac.uk/news-events/newsarticle/new-financial-thresholds-from-1-january-2026',
};
const devonshires: Law = {
  section: 'Procurement Act 2023 Sch. 1',
  source:
    'https://insights.devonshires.com/post/102lxjy/new-public-procurement-thresholds-from-1-january-2026',
};
const [first, second] = [from('2025-02-24', '2025-12-31'), from('2026-01-01', '2027-12-31')];
const goodsAndServices = ['goods', 'services'] as const;

/**
 * Including VAT, of sub-central authorities, which schools, trusts and councils are, by the day on
 * which the procurement commences. They are revised every two years, so from 2028 on none is known.
 */
export const thresholds: readonly Threshold[] = [
  ...[
    { kinds: goodsAndServices, before: 214_904, after: 207_720 },
    { kinds: ['light_touch'] as const, before: 663_540, after: 663_540 },
    { kinds: ['works', 'concession'] as const, before: 5_372_609, after: 5_193_000 },
    { kinds: ['light_touch_concession'] as const, before: 5_372_609, after: 5_372_609 },
  ].flatMap(({ kinds, before, after }): Threshold[] => [
    { kinds, amount: pounds(before), days: first, law: devonshires },
    { kinds, amount: pounds(after), days: second, law: ppn023 },
  ]),
];

/** The threshold for what is bought in a procurement that commences on a day. */
export function thresholdOn(kind: ProcurementKind, on: LocalDate): Threshold | undefined {
  return thresholds.find(({ kinds, days }) => kinds.includes(kind) && contains(days, on));
}

/** Above this estimated value a contract has indicators, and is published with its changes. */
export const largeContract = pounds(5_000_000);

/** The percentage of its term by which a contract may change without that being substantial. */
export const termChangePercent = 10;

/** The percentage of its value up to which a change of a contract is small. */
export const valueChangePercent = (kind: ProcurementKind): number => (kind === 'works' ? 15 : 10);

const handbook: Law = {
  section: 'Academy Trust Handbook 2026, supply staff mandate',
  source: 'https://get-help-buying-for-schools.education.gov.uk/guidance-supply-staff-mandate',
};

/** The framework through which academy trusts procure supply staff, and from when on they must. */
export const supplyMandate = {
  framework: 'RM6376',
  runs: from('2026-04-30', '2029-04-29'),
  mustFrom: date('2026-09-01'),
  law: handbook,
};

/** What the caps on supplier fees are reported to lie between, a day; the table by role is not public. */
export const feeCaps = {
  least: pounds(32),
  most: pounds(55),
  days: from('2026-09-01'),
  law: {
    section: 'RM6376, capped supplier fees',
    source: 'https://schoolsweek.co.uk/supply-staff-agency-fee-caps-what-schools-need-to-know/',
  },
};

const relatedParties: Law = {
  section: 'Academy Trust Handbook, related party transactions',
  source:
    'https://gov.uk/government/publications/related-party-transactions-information-for-academy-trusts/declare-or-seek-approval-for-related-party-transactions-summary-guidance',
};

/** Above which a trust needs approval before it agrees with a related party, and how that is counted. */
export const relatedPartyLimits: readonly (Limit & { readonly counted: string })[] = [
  {
    amount: pounds(20_000),
    days: from('2019-04-01', '2023-08-31'),
    counted: 'with all that the same party was paid in the year to 31 August',
    law: {
      section: 'Academies Financial Handbook 2019, related party transactions',
      source:
        'https://www.anthonycollins.com/insights/ebriefings/new-financial-rules-for-academy-trusts/',
    },
  },
  {
    amount: pounds(40_000),
    days: from('2023-09-01'),
    counted: 'for each transaction by itself',
    law: relatedParties,
  },
];

/** Above which a related party supplies at cost only. */
export const atCostLimit: Limit = {
  amount: pounds(2_500),
  days: from('2013-11-07'),
  law: {
    section: 'Academy Trust Handbook, at cost',
    source: 'https://mooreandsmalley.co.uk/insights/knowledge-post/academies-and-related-parties/',
  },
};

const buyingGuide: Law = {
  section: 'DfE, buying procedures and procurement law for schools',
  source:
    'https://gov.uk/guidance/buying-procedures-and-procurement-law-for-schools/find-the-right-way-to-buy',
};

/** What the department advises by estimated value, from an amount on; no law, and local rules go before. */
export const buyingBands = {
  law: buyingGuide,
  steps: [
    { from: pounds(0), advice: 'low value: a catalogue or a quote' },
    { from: pounds(10_000), advice: 'medium value: at least three quotes, or a framework' },
    { from: pounds(40_000), advice: 'high value: advertise it, or use a framework' },
  ],
};
