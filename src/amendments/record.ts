import type { LocalDate } from '../calendar/local-date.ts';
import type { Money } from '../money/money.ts';

interface Field<Kind extends string> {
  readonly kind: Kind;
  readonly inWords: string;
}
interface WordField<Word extends string> extends Field<'word'> {
  readonly words: readonly Word[];
}

const text = (inWords: string): Field<'text'> => ({ kind: 'text', inWords });
const day = (inWords: string): Field<'day'> => ({ kind: 'day', inWords });
const pounds = (inWords: string): Field<'pounds'> => ({ kind: 'pounds', inWords });
const flag = (inWords: string): Field<'flag'> => ({ kind: 'flag', inWords });
const word = <Word extends string>(inWords: string, words: readonly Word[]): WordField<Word> => {
  return { kind: 'word', inWords, words };
};

/** Who awards a contract: the law asks that, and not who uses it. */
export const buyers = [
  'maintained_school',
  'academy_trust',
  'local_authority',
  'other_authority',
] as const;
export type Buyer = (typeof buyers)[number];

/** What is bought, as thresholds tell it apart. */
export const procurementKinds = [
  'goods',
  'services',
  'works',
  'light_touch',
  'concession',
  'light_touch_concession',
] as const;
export type ProcurementKind = (typeof procurementKinds)[number];

export const awardRoutes = [
  'framework',
  'dynamic_market',
  'open_competition',
  'quotes',
  'catalogue',
  'direct_award',
] as const;

/** The law under which a contract was procured, and stays for its life. */
export const regimes = ['PCR2015', 'PA2023'] as const;
export type Regime = (typeof regimes)[number];

/**
 * What the register holds of a contract beside its days, prices and schools (domain 3.4): all may be
 * empty, and what is empty is not known. Estimates are pounds including VAT, other values are net.
 */
export const recordFields = {
  officer: text('the responsible officer'),
  description: text('what it is for'),
  contact: text('the contact at the supplier'),
  reviewOn: day('the review date'),
  annualValue: pounds('the value of a year, net'),
  committedSpend: pounds('the least spend agreed for a contract year, net'),
  earlyTermination: text('the terms for ending it early'),
  exitPlan: text('the plan for its end or for buying anew'),
  priceReview: text('the clause by which prices move'),
  allocationNote: text('how its costs are shared, as agreed'),
  approvals: text('who approved it under the scheme of delegation'),
  buyer: word('who awards it', buyers),
  kind: word('what is bought', procurementKinds),
  route: word('how the supplier was found', awardRoutes),
  commencedOn: day('the day on which the procurement commenced'),
  regime: word('the law under which it was procured', regimes),
  regimeBasis: text('why that law holds'),
  estimatedFirstTerm: pounds('the estimated value of the first term, with VAT'),
  estimatedOptions: pounds('the estimated value of all options to extend, with VAT'),
  estimatedExtras: pounds(
    'the estimated value of optional supplies, premiums, fees and what is given in kind, with VAT',
  ),
  estimatedTogether: pounds(
    'the estimated value of other contracts that could reasonably be one with it, with VAT',
  ),
  cannotBeEstimated: flag('that its value cannot be estimated'),
  ownFramework: word('the kind of framework that it is itself', [
    'closed',
    'open',
    'open_single_supplier',
  ]),
  framework: text('the framework it is called off from'),
  frameworkLot: text('the lot of the framework'),
  frameworkExpiresOn: day('the last day of the framework'),
  frameworkComparison: text('where it is shown that it costs no more than the framework'),
  chargeBreakdown: flag('whether the agency breaks its charges down by candidate'),
  pipelineBuyer: flag('whether its buyer expects to pay more than £100 million in a year'),
  relatedParty: flag('whether the supplier is a related party'),
  relatedPartyAtCost: text('the statement of assurance that it is at cost'),
  tupe: flag('whether staff transfer (TUPE)'),
  personalData: flag('whether the supplier handles personal data'),
  smallSupplier: flag('whether the supplier is small or medium (SME)'),
  voluntarySupplier: flag('whether the supplier is voluntary, community or social (VCSE)'),
  ocid: text('the Open Contracting identifier'),
  cpvCodes: text('the codes of the common procurement vocabulary'),
  conflictsAssessedOn: day('the day of the conflicts assessment'),
  tenderNoticeOn: day('the day of the tender notice'),
  awardNoticeOn: day('the day of the contract award notice'),
  kpisPublishedOn: day('the day on which key performance indicators were published'),
  performanceAssessedOn: day('the day of the last assessment of performance'),
  detailsNoticeOn: day('the day of the contract details notice'),
  copyPublishedOn: day('the day on which a copy was published'),
  breachOn: day('the day from which a breach or poor performance has to be published'),
  breachNoticeOn: day('the day of the contract performance notice'),
  changeNoticeOn: day('the day of the contract change notice'),
  changedCopyOn: day('the day on which a copy of the change was published'),
  endedOn: day('the day on which it ended early'),
  terminationNoticeOn: day('the day of the contract termination notice'),
  relatedPartyReportedOn: day('the day on which the related party was reported to the department'),
  relatedPartyApprovedOn: day('the day on which the department approved it'),
} as const;

export type RecordField = keyof typeof recordFields;
type ValueOf<Of> =
  Of extends WordField<infer Word>
    ? Word
    : Of extends Field<'day'>
      ? LocalDate
      : Of extends Field<'pounds'>
        ? Money
        : Of extends Field<'flag'>
          ? boolean
          : string;

/** One version of what the register holds of a contract; null is not known. */
export type ContractRecord = {
  readonly [Name in RecordField]: ValueOf<(typeof recordFields)[Name]> | null;
};

export const recordFieldNames = Object.keys(recordFields) as RecordField[];

/** A record of which only some fields are known. */
export function recordOf(known: Partial<ContractRecord>): ContractRecord {
  return Object.fromEntries(
    recordFieldNames.map((name) => [name, known[name] ?? null]),
  ) as ContractRecord;
}

/**
 * What is agreed in a contract, or was settled when it was bought: frozen once it is signed. All else,
 * such as the days on which notices were published, is kept up to date beside it.
 */
export const agreedFields: readonly RecordField[] = [
  'description',
  'annualValue',
  'committedSpend',
  'earlyTermination',
  'priceReview',
  'allocationNote',
  'buyer',
  'kind',
  'route',
  'commencedOn',
  'estimatedFirstTerm',
  'estimatedOptions',
  'estimatedExtras',
  'estimatedTogether',
  'cannotBeEstimated',
  'ownFramework',
  'framework',
  'frameworkLot',
];
