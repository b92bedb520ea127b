import { displayMoney, negate, noMoney } from '../money/money.ts';
import { units } from '../tiers/words.ts';
import { type SchoolOutcome, verdictOf, type Whole } from './comparison.ts';

/** What an option means for a school, in whole sentences. */
export function outcomeSentences(outcome: SchoolOutcome, name: string): string[] {
  const { urn, now, after, gain, oneOff, untold, items } = outcome;
  const sum = `${displayMoney(now)} now, ${displayMoney(after)} then`;
  const who = `${name} (${urn})`;
  const open = untold.map(({ item, why }) => `${item} (${why})`).join('; ');
  const rest = items.length > 0 ? `The rest is ${sum}.` : 'Nothing of it is in the sums.';
  const first = {
    loses: `${who} loses ${displayMoney(negate(gain))} a year: ${sum}.`,
    gains: `${who} gains ${displayMoney(gain)} a year: ${sum}.`,
    same: `${who} pays the same: ${displayMoney(now)} a year.`,
    unclear: `${who} cannot be told: ${open}. ${rest}`,
  }[verdictOf(outcome)];
  const set = oneOff === noMoney ? [] : [`Set-up costs it ${displayMoney(oneOff)} once.`];
  const other = items.flatMap(({ cost, quote }) => {
    const { annualQuantity } = quote;
    if (!annualQuantity || annualQuantity.eq(cost.quantity)) return [];
    return [
      `${cost.item} is quoted for ${units(annualQuantity)} a year, and the school bought ${units(cost.quantity)}: ask whether the price holds.`,
    ];
  });
  return [first, ...set, ...other];
}

const counted = (count: number, verb: string, verbs: string) =>
  `${count} ${count === 1 ? `school ${verb}` : `schools ${verbs}`}`;

/** What an option means for all schools together, losses before gains, in one sentence. */
export function wholeSentence({ now, after, gain, gains, losses, oneOff, schools }: Whole): string {
  const all = gain < 0 ? `costs ${displayMoney(negate(gain))} more` : `saves ${displayMoney(gain)}`;
  const spread = [
    ...(schools.loses > 0
      ? [`${counted(schools.loses, 'loses', 'lose')} (${displayMoney(negate(losses))} less)`]
      : []),
    ...(schools.unclear > 0 ? [`${counted(schools.unclear, 'is', 'are')} not clear`] : []),
    ...(schools.same > 0 ? [counted(schools.same, 'pays the same', 'pay the same')] : []),
    ...(schools.gains > 0
      ? [`${counted(schools.gains, 'gains', 'gain')} (${displayMoney(gains)})`]
      : []),
  ];
  const once = oneOff === noMoney ? '' : ` Set-up costs ${displayMoney(oneOff)} once.`;
  return `In all it ${all} a year (${displayMoney(now)} now, ${displayMoney(after)} then): ${spread.join(', ')}.${once}`;
}
