import type { StoppedRow } from '../imports/import.ts';
import type { InvoiceLine } from '../invoices/invoice.ts';
import type { SupplierProfile } from '../invoices/supplier-profile.ts';
import type { ProblemCode } from '../problem.ts';
import type { Lesson } from '../teachings/word.ts';
import type { Offer } from './act.ts';
import { settledCodes, waysOut } from './ways.ts';

/** What can be chosen for a row: a word is taught only where the row prints one. */
export function offerFor(
  { code, found }: Pick<StoppedRow, 'code' | 'found'>,
  profile: Pick<SupplierProfile, 'columns'>,
  line: Pick<InvoiceLine, 'item' | 'creditWord'> | undefined,
): Offer {
  const word = wordOf(code, found ?? '', profile, line);
  if (code === 'row.dismissed') return { ways: ['restore'], word: undefined };
  const isSettled = settledCodes.some((each) => each === code);
  const open = isSettled ? (['take-new'] as const) : waysOut(code as ProblemCode);
  return { ways: open.filter((way) => way !== 'teach-word' || word !== undefined), word };
}

function wordOf(
  code: string,
  found: string,
  { columns }: Pick<SupplierProfile, 'columns'>,
  line: Pick<InvoiceLine, 'item' | 'creditWord'> | undefined,
): Offer['word'] {
  const words: Partial<Record<string, Pick<Lesson, 'kind' | 'word'> | undefined>> = {
    'school.unknown': { kind: 'school', word: found },
    'word.unknown': { kind: 'document_kind', word: found },
    // Where files name the contract in a column of their own, no word tells it.
    'contract.unknown': columns.contract ? undefined : { kind: 'contract', word: line?.item ?? '' },
    'credit.kind-unknown': { kind: 'credit_kind', word: line?.creditWord ?? '' },
  };
  const told = words[code];
  return told?.word ? told : undefined;
}
