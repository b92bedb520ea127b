/** Whole pence, as a safe integer: the only form in which the ledger holds money. */
export type Money = number & { readonly __unit: 'pence' };

export const noMoney = 0 as Money;

/** Whole pence as money; refuses fractions and sums beyond what an integer holds exactly. */
export function pence(count: number): Money {
  if (!Number.isSafeInteger(count)) {
    throw new RangeError(`${count} is not a whole number of pence that can be held exactly`);
  }
  // A negative zero would print and compare as another number.
  return (count === 0 ? 0 : count) as Money;
}

export function add(...amounts: readonly Money[]): Money {
  return amounts.reduce((sum, amount) => pence(sum + amount), noMoney);
}

export function subtract(amount: Money, less: Money): Money {
  return pence(amount - less);
}

export function negate(amount: Money): Money {
  return pence(-amount);
}

/** Money as it travels in JSON and CSV: pounds with two decimals, `-1234.50`. */
export function formatMoney(amount: Money): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Money as people read it: `£1,234.50`, with a true minus sign before a loss. */
export function displayMoney(amount: Money): string {
  const [pounds = '', rest = ''] = formatMoney(pence(Math.abs(amount))).split('.');
  return `${amount < 0 ? '−' : ''}£${pounds.replace(/\B(?=(\d{3})+$)/g, ',')}.${rest}`;
}

/** Money on a board's page: whole pounds, half a pound rounded away from zero: `−£1,235`. */
export function displayPounds(amount: Money): string {
  const pounds = String(Math.floor((Math.abs(amount) + 50) / 100));
  return `${amount < 0 && pounds !== '0' ? '−' : ''}£${pounds.replace(/\B(?=(\d{3})+$)/g, ',')}`;
}

/**
 * Plain decimal pounds as money. More than two decimals other than zeros are refused, never
 * rounded: a figure that needs rounding is not what an invoice asks to be paid (P1).
 */
export function parseMoney(text: string): Money | undefined {
  const match = /^([+-]?)(\d+)(?:\.(\d*))?$/.exec(text);
  if (!match) return undefined;
  const [, sign, pounds = '', decimals = ''] = match;
  if (!/^\d{0,2}0*$/.test(decimals)) return undefined;
  const count = Number(`${pounds}${decimals.slice(0, 2).padEnd(2, '0')}`);
  if (!Number.isSafeInteger(count)) return undefined;
  return pence(sign === '-' ? -count : count);
}
