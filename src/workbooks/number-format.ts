/** What the number in a cell is shown as, and so what it means. */
export type NumberFormat =
  /** A day alone, whatever time the cell holds with it. */
  | { readonly kind: 'day' }
  | { readonly kind: 'day and time' }
  | { readonly kind: 'hours' }
  | {
      readonly kind: 'number';
      /** `00000` shows 42 as 00042, as account numbers are kept. */
      readonly leastDigits: number;
    };

export const plainFormat: NumberFormat = { kind: 'number', leastDigits: 0 };

/** The formats that every workbook has without naming them, some only in East Asia. */
const builtIn: readonly [first: number, last: number, kind: 'day' | 'day and time' | 'hours'][] = [
  [14, 17, 'day'],
  [18, 21, 'hours'],
  [22, 22, 'day and time'],
  [27, 31, 'day'],
  [32, 35, 'hours'],
  [36, 36, 'day'],
  [45, 47, 'hours'],
  [50, 54, 'day'],
  [55, 56, 'hours'],
  [57, 58, 'day'],
];

/** What a number format makes of a number, by its own code or by the number it has in every workbook. */
export function numberFormat(id: number, code: string | undefined): NumberFormat {
  if (code !== undefined) return ofCode(code);
  const found = builtIn.find(([first, last]) => first <= id && id <= last);
  return found ? { kind: found[2] } : plainFormat;
}

const literal = /"[^"]*"|[\\_*]./gs;
const elapsed = /\[(?:h+|m+|s+)\]/i;

function ofCode(code: string): NumberFormat {
  // Up to the first semicolon it is about numbers above zero.
  const [shown = ''] = code.replace(literal, '').split(';');
  const letters = shown.replace(/\[[^\]]*\]/g, '');
  if (/^general$/i.test(letters.trim())) return plainFormat;
  if (/[dy]/i.test(letters)) return { kind: /[hs]/i.test(letters) ? 'day and time' : 'day' };
  if (elapsed.test(shown) || /[hs]/i.test(letters)) return { kind: 'hours' };
  if (/m/i.test(letters)) return { kind: 'day' };
  return { kind: 'number', leastDigits: /^0{2,}$/.test(letters) ? letters.length : 0 };
}
