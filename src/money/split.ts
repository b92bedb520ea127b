import { type Money, negate, noMoney, pence } from './money.ts';

/**
 * Splits an amount by weight so that the shares always add back to it (P4).
 *
 * Each share is first rounded down to a penny; the pennies left over go to the largest
 * remainders, and ties to whoever comes first, so the same input gives the same split. An amount
 * below zero is split as its absolute value, so no share has the sign opposite to the whole.
 * Refuses weights below zero and weights that are all zero.
 */
export function split(amount: Money, weights: readonly bigint[]): Money[] {
  const [whole, ...others] = weights;
  if (others.length === 0 && whole !== undefined && whole > 0n) return [amount];
  if (amount < 0) return split(negate(amount), weights).map(negate);
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new RangeError('an amount can only be split by weights of zero or more, not all zero');
  }
  if (amount === 0) {
    return weights.map((_, index) => (index === 0 ? amount : noMoney));
  }
  const products = weights.map((weight) => BigInt(amount) * weight);
  const shares = products.map((product) => Number(product / total));
  const remainders = products.map((product) => product % total);
  const spare = amount - shares.reduce((sum, share) => sum + share, 0);
  const order = remainders
    .map((remainder, index) => ({ remainder, index }))
    .sort((a, b) =>
      a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1,
    );
  for (const { index } of order.slice(0, spare)) shares[index] = (shares[index] ?? 0) + 1;
  return shares.map(pence);
}
