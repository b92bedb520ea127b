import type { LocalDate } from '../calendar/local-date.ts';
import { contains } from '../calendar/period.ts';
import { displayMoney } from '../money/money.ts';
import { dayInWords } from '../renewals/words.ts';
import { type Condition, cannotBeKnown, doesNotApply, type Verdict } from './duty.ts';
import { type DutyFacts, estimateOf } from './facts.ts';
import { actInForce, largeContract, supplyMandate, thresholdOn } from './law.ts';

/** The law that a contract is under, and how that is known; null where it is not. */
export function regimeOf({ record, startsOn }: DutyFacts): {
  readonly regime: 'PCR2015' | 'PA2023' | null;
  readonly reason: string;
} {
  const { regime, regimeBasis, commencedOn, route, framework } = record;
  if (regime) return { regime, reason: regimeBasis ?? 'The register says so.' };
  const isOld = (day: LocalDate) => day < actInForce;
  if (startsOn < actInForce) {
    const reason = `It began on ${dayInWords(startsOn)}, before the Procurement Act 2023 (${dayInWords(actInForce)}).`;
    return { regime: 'PCR2015', reason };
  }
  if (route === 'framework') {
    // A call-off follows its framework, however late it is made.
    if (framework?.trim().toUpperCase().startsWith(supplyMandate.framework)) {
      return { regime: 'PA2023', reason: `${framework} is a framework of the new law.` };
    }
    const reason = 'A call-off is under the law of its framework, which is not written down.';
    return { regime: null, reason };
  }
  if (commencedOn === null) {
    return { regime: null, reason: 'The day on which the procurement commenced is not known.' };
  }
  const [is, side] = isOld(commencedOn)
    ? (['PCR2015', 'before'] as const)
    : (['PA2023', 'not before'] as const);
  return {
    regime: is,
    reason: `The procurement commenced on ${dayInWords(commencedOn)}, ${side} ${dayInWords(actInForce)}.`,
  };
}

/** The contract is under the Procurement Act 2023. */
export const underAct: Condition = (facts) => {
  const { regime, reason } = regimeOf(facts);
  if (regime === 'PA2023') return undefined;
  if (regime === null) return cannotBeKnown(reason, 'regime', ...commencement(facts));
  return doesNotApply(
    `It is under the Public Contracts Regulations 2015, and stays so for its life. ${reason}`,
  );
};

/** The contract is under the Public Contracts Regulations 2015. */
export const underRegulations: Condition = (facts) => {
  const { regime, reason } = regimeOf(facts);
  if (regime === 'PCR2015') return undefined;
  if (regime === null) return cannotBeKnown(reason, 'regime', ...commencement(facts));
  return doesNotApply(`It is under the Procurement Act 2023. ${reason}`);
};

const commencement = ({ record }: DutyFacts) =>
  record.route === 'framework' || record.commencedOn !== null ? [] : ['commenced_on'];

type Side = 'above' | 'below';

/** On which side of the threshold a contract lies, options and VAT included, or why that is not known. */
export function sideOfThreshold(facts: DutyFacts): Verdict | { side: Side; reason: string } {
  const { kind, commencedOn } = facts.record;
  const estimate = estimateOf(facts);
  if (estimate.cannotBeEstimated) {
    const reason =
      'Its value cannot be estimated, so it is treated as above the threshold (Sch. 3 para. 5).';
    return { side: 'above', reason };
  }
  const missing = [
    ...(kind === null ? ['kind'] : []),
    ...(commencedOn === null ? ['commenced_on'] : []),
  ];
  if (kind === null || commencedOn === null) {
    return cannotBeKnown('What the threshold depends on is not written down.', ...missing);
  }
  const threshold = thresholdOn(kind, commencedOn);
  if (!threshold) {
    const reason = `No threshold is known here for a procurement that commences on ${dayInWords(commencedOn)}.`;
    return cannotBeKnown(reason);
  }
  const { amount, days } = threshold;
  const than = `the threshold of ${displayMoney(amount)} for procurements that commence from ${dayInWords(days.from)}`;
  const value = `Its estimated value with VAT and options is ${estimate.missing.length > 0 ? 'at least ' : ''}${displayMoney(estimate.known)}`;
  if (estimate.known >= amount) return { side: 'above', reason: `${value}, not below ${than}.` };
  if (estimate.missing.length === 0) return { side: 'below', reason: `${value}, below ${than}.` };
  return cannotBeKnown('Its estimated value is not whole.', ...estimate.missing);
}

/** The estimated value, options and VAT included, is not below the threshold of its day. */
export const aboveThreshold: Condition = (facts) => {
  const found = sideOfThreshold(facts);
  if ('outcome' in found) return found;
  return found.side === 'above' ? undefined : doesNotApply(found.reason);
};

export const belowThreshold: Condition = (facts) => {
  const found = sideOfThreshold(facts);
  if ('outcome' in found) return found;
  return found.side === 'below' ? undefined : doesNotApply(found.reason);
};

/** Why a duty of contracts above the threshold applies. */
export const becauseAbove = (facts: DutyFacts): string => {
  const found = sideOfThreshold(facts);
  return 'side' in found ? found.reason : '';
};

/** The estimated value is more than £5 million. */
export const isLarge: Condition = (facts) => {
  const estimate = estimateOf(facts);
  if (estimate.known > largeContract) return undefined;
  const than = displayMoney(largeContract);
  if (estimate.cannotBeEstimated || estimate.missing.length > 0) {
    const reason = `Whether its estimated value is above ${than} is not known.`;
    return cannotBeKnown(reason, ...estimate.missing);
  }
  return doesNotApply(
    `Its estimated value with VAT and options is ${displayMoney(estimate.known)}, not above ${than}.`,
  );
};

/** A school or an academy trust does not award it: some duties spare them (s. 123). */
export const notBySchool: Condition = ({ record: { buyer } }) => {
  if (buyer === null) return cannotBeKnown('Who awards it is not written down.', 'buyer');
  if (buyer === 'local_authority' || buyer === 'other_authority') return undefined;
  const who = buyer === 'academy_trust' ? 'An academy trust' : 'A maintained school';
  return doesNotApply(`${who} awards it, and it does not apply to a school (s. 123).`);
};

/** Neither light touch services nor a concession of them. */
export const notLightTouch: Condition = ({ record: { kind } }) => {
  if (kind === null) return cannotBeKnown('What is bought is not written down.', 'kind');
  return isLightTouch(kind) ? doesNotApply('It is for light touch services.') : undefined;
};

export const isLightTouch = (kind: DutyFacts['record']['kind']) =>
  kind === 'light_touch' || kind === 'light_touch_concession';

export const notConcession: Condition = ({ record: { kind } }) => {
  if (kind === null) return cannotBeKnown('What is bought is not written down.', 'kind');
  return kind.endsWith('concession') ? doesNotApply('It is a concession.') : undefined;
};

export const notOwnFramework: Condition = ({ record: { ownFramework } }) =>
  ownFramework === null ? undefined : doesNotApply('It is itself a framework.');

/** Not called off from a framework nor bought in a dynamic market. */
export const notCalledOff: Condition = ({ record: { route } }) => {
  if (route === null) return cannotBeKnown('How it was bought is not written down.', 'route');
  if (route === 'framework') return doesNotApply('It is called off from a framework.');
  return route === 'dynamic_market'
    ? doesNotApply('It was bought in a dynamic market.')
    : undefined;
};

/** An academy trust awards it, to which the handbook speaks. */
export const byAcademyTrust: Condition = ({ record: { buyer } }) => {
  if (buyer === 'academy_trust') return undefined;
  if (buyer === null) return cannotBeKnown('Who awards it is not written down.', 'buyer');
  return doesNotApply('The Academy Trust Handbook is for academy trusts, and none awards it.');
};

export const forSupplyStaff: Condition = ({ category }) =>
  category === 'supply_staff' ? undefined : doesNotApply('It is not for supply staff.');

/** The supplier is a related party, as far as the register says. */
export const withRelatedParty: Condition = ({ record: { relatedParty } }) => {
  if (relatedParty === true) return undefined;
  return relatedParty === false
    ? doesNotApply('The register says that the supplier is no related party.')
    : cannotBeKnown(
        'Whether the supplier is a related party is not written down.',
        'related_party',
      );
};

/** The framework of the supply mandate, on days on which it can be called off from. */
export function isOnMandatedFramework({ record, signedOn, startsOn }: DutyFacts): boolean {
  const named = record.framework?.trim().toUpperCase().startsWith(supplyMandate.framework) ?? false;
  return named && contains(supplyMandate.runs, signedOn ?? startsOn);
}
