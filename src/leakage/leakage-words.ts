import {
  factor,
  fieldsOf,
  type InWords,
  inWords,
  pounds,
  type Spelled,
  telling,
} from '../explanations/spelling.ts';
import { add, displayMoney, formatMoney, negate } from '../money/money.ts';
import {
  atContractPrices,
  both,
  boughtOnContractPercent,
  compliancePercent,
  type Leakage,
  type Measure,
  measures,
  type Placed,
  realisationPercent,
  savedBy,
} from './leakage.ts';

const said = { cash: 'saved', avoidance: 'avoided' } as const;

/** The sentences of both measures, each under its own name. */
function byMeasure(
  tell: (measure: Measure) => Readonly<Record<string, InWords | undefined>>,
): Record<string, string | null> {
  return fieldsOf(
    Object.fromEntries(
      measures.flatMap((measure) =>
        Object.entries(tell(measure)).map(([name, told]) => [`${measure}_${name}`, told]),
      ),
    ),
  );
}

/** The percentages, each of two sums of pounds; they are never averaged or added. */
function percentsInWords(sums: Leakage): Record<string, string | null> {
  const { onContract, offContract } = sums;
  const spent = add(onContract, offContract);
  const tell = (says: string, value: string | null, part: Spelled, whole: Spelled) =>
    value === null
      ? undefined
      : inWords(`${value}% ${says}`, [part, whole], {
          value,
          unit: 'percent',
          rounding: 'nearest',
        });
  const on = pounds('+', 'on contract', onContract);
  const { cash } = sums;
  return fieldsOf({
    compliance_percent: tell(
      'of the spend is on contract',
      compliancePercent(sums),
      on,
      pounds('÷', 'spent in all', spent),
    ),
    bought_on_contract_percent: tell(
      'of what was bought is on contract, at the prices of the contract',
      boughtOnContractPercent(sums),
      on,
      pounds('÷', 'at these prices in all', atContractPrices(sums)),
    ),
    cash_realisation_percent: tell(
      'of what could have been saved was saved',
      realisationPercent(cash),
      pounds('+', 'realised', cash.realised),
      pounds('÷', 'potential', cash.potential),
    ),
  });
}

/** What could have been saved, as the sum of what was, what leaked and what was saved elsewhere (F13). */
export function leakageInWords(sums: Leakage): Record<string, string | null> {
  const potentials = byMeasure((measure) => {
    const { realised, leakage, own, potential } = sums[measure];
    if (!realised && !leakage && !own && measure === 'avoidance') return {};
    const terms = telling([
      pounds('+', 'realised', realised),
      pounds('+', 'leaked', leakage),
      pounds('+', `${said[measure]} by the purchases outside`, own),
    ]);
    const says = `${displayMoney(potential)} could have been ${said[measure]}`;
    return { potential: inWords(says, terms, { value: formatMoney(potential) }) };
  });
  return { ...potentials, ...percentsInWords(sums) };
}

/** Realised, leaked, saved elsewhere or estimated for one line, each by its own numbers (F13). */
export function lineInWords(line: Placed): Record<string, string | null> {
  const { bought, spend } = line.madeOf;
  return byMeasure((measure) => {
    const { before, now } = line.madeOf[measure];
    if (before === 0 && now === 0 && line[measure].estimated === 0) return {};
    const realised = line[measure].realised;
    const says = `${displayMoney(realised)} was ${said[measure]} on contract`;
    const saved = [pounds('+', 'before', before), pounds('-', 'now', now)];
    return {
      realised: inWords(says, saved, { value: formatMoney(realised) }),
      ...(bought && boughtInWords(line, measure, bought)),
      ...(spend && { estimated_leakage: estimateInWords(line, measure, spend) }),
    };
  });
}

function estimateInWords(
  line: Placed,
  measure: Measure,
  spend: NonNullable<Placed['madeOf']['spend']>,
): InWords {
  const { estimated } = line[measure];
  return inWords(
    `By spend ${displayMoney(estimated)} leaked that would have been ${said[measure]}, as its other lines save`,
    [
      pounds('+', said[measure], savedBy(spend[measure])),
      pounds('×', 'off contract', line.offContract),
      pounds('÷', 'before', both(spend).before),
    ],
    { value: formatMoney(estimated), rounding: 'nearest' },
  );
}

type Bought = NonNullable<Placed['madeOf']['bought']>;

function boughtInWords(line: Placed, measure: Measure, bought: Bought) {
  const { leakage, own } = line[measure];
  const more = add(leakage, own);
  return {
    leakage: leakedInWords(line, measure, bought),
    own: inWords(
      `The purchases outside ${said[measure]} ${displayMoney(own)} by themselves`,
      [pounds('+', `${said[measure]} at the contract price`, more), pounds('-', 'leaked', leakage)],
      { value: formatMoney(own) },
    ),
  };
}

/** What leaked, by its numbers; where baselines of both kinds count, the share of one of them. */
function leakedInWords(
  line: Placed,
  measure: Measure,
  { on, off, leaked }: Bought,
): InWords | undefined {
  const { cash, avoidance } = line.madeOf;
  if (line.madeOf[measure].before === 0) return undefined;
  const { leakage } = line[measure];
  if (cash.before === 0 || avoidance.before === 0) {
    const less = displayMoney(negate(leakage));
    const terms = [
      pounds('+', 'on contract', line.onContract),
      factor('×', 'bought elsewhere', off),
      factor('÷', 'bought on contract', on),
      pounds('-', 'paid elsewhere', line.offContract),
    ];
    return inWords(
      `${displayMoney(leakage)} leaked: the same at the contract price less what was paid elsewhere is ${less}`,
      terms,
      { value: formatMoney(negate(leakage)), rounding: 'nearest' },
    );
  }
  const says = `${displayMoney(leakage)} leaked of what would have been ${said[measure]}`;
  if (measure === 'avoidance') {
    const rest = [pounds('+', 'leaked', leaked), pounds('-', 'of it cash', line.cash.leakage)];
    return inWords(says, rest, { value: formatMoney(leakage) });
  }
  const share = [
    pounds('+', 'leaked', leaked),
    pounds('×', 'before, by baselines of cash', cash.before),
    pounds('÷', 'before in all', both(line.madeOf).before),
  ];
  return inWords(says, share, { value: formatMoney(leakage), rounding: 'nearest' });
}
