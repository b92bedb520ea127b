import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

/** A file of the typeface of all pages, and the address under which it never changes. */
export interface FontFile {
  readonly bytes: Buffer;
  readonly path: string;
  /** How the styles name it. */
  readonly rule: string;
}

/** What is needed of Inter: the letters of English, and those of names and of Welsh. */
const ranges = {
  latin:
    'U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD',
  'latin-ext':
    'U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113',
} as const;

/** Inter as files for what is written on sheets: the whole of it, for names in any Latin letters. */
export function sheetTypeface(): { readonly regular: string; readonly bold: string } {
  const { resolve } = createRequire(import.meta.url);
  const file = (weight: string) =>
    resolve(`@expo-google-fonts/inter/${weight}/Inter_${weight}.ttf`);
  return { regular: file('400Regular'), bold: file('700Bold') };
}

/** Inter, whose figures are of one width, as the pages use it. */
export function readTypeface(): FontFile[] {
  const { resolve } = createRequire(import.meta.url);
  return Object.entries(ranges).map(([range, letters]) => {
    const file = resolve(`@fontsource-variable/inter/files/inter-${range}-wght-normal.woff2`);
    const bytes = readFileSync(file);
    const path = `/assets/inter-${range}.woff2`;
    const url = `${path}?v=${createHash('sha256').update(bytes).digest('hex').slice(0, 16)}`;
    const rule = `@font-face{font-family:Inter;font-style:normal;font-weight:100 900;font-display:swap;src:url(${url}) format("woff2");unicode-range:${letters}}\n`;
    return { bytes, path, rule };
  });
}
