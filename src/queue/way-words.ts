import type { CreditKind } from '../invoices/supplier-profile.ts';
import type { WayOut } from './ways.ts';

/** What can be chosen for a row, as a person reads it. */
export interface WayWords {
  readonly text: string;
  readonly hint: string;
}

/** The ways out that are chosen on the page of a row. */
export const chosenWays: Readonly<Partial<Record<WayOut | 'restore', (word: string) => WayWords>>> =
  {
    'name-school': () => ({
      text: 'Say which school it is',
      hint: 'The name is remembered. All rows that wait for it are posted, in every file.',
    }),
    'teach-word': (word) => ({
      text: `Say what “${word}” means`,
      hint: 'It is remembered for this supplier, and files with that word are read again.',
    }),
    'type-credit': () => ({
      text: 'Say what the credit is for',
      hint: 'For all rows of this credit note that say the same.',
    }),
    'take-new': () => ({
      text: 'This file is right',
      hint: 'What was posted of the document before is taken back.',
    }),
    'keep-old': () => ({
      text: 'What was posted stays',
      hint: 'The rows of this file do not count.',
    }),
    'keep-both': () => ({ text: 'Both are right', hint: 'They are two lines, of two schools.' }),
    dismiss: () => ({
      text: 'It should not count at all',
      hint: 'This row alone: such as one of a pro forma, or a total that looks like a line.',
    }),
    restore: () => ({ text: 'It counts after all', hint: 'It is judged anew, by all rules.' }),
  };

/** What can be done outside of the page of a row. */
export const toldWays: Readonly<Partial<Record<WayOut, string>>> = {
  'add-to-register':
    'If the register lacks something, add it there, and send the file again. What is posted already counts once.',
  'mend-file':
    'If the row is wrong, mend it in the copy of its file, and send the copy. What is posted already counts once.',
  wait: 'It is posted by itself when the document that it credits comes.',
  confirm: 'Someone who may load files for all schools has to confirm the same file again.',
};

/** What a credit is for, in the words of an invoice. */
export const creditWords: Readonly<Record<CreditKind, string>> = {
  quantity: 'Less was used than was charged',
  price: 'The price was too high',
  rebate: 'A rebate, for no single invoice',
  reversal: 'A whole invoice is cancelled',
};
