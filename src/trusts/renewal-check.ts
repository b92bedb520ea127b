import type { ProblemDetail } from '../problem.ts';
import { type ContractTermsRow, contractTermsFile } from './renewal-file.ts';
import { heading, type TableRows } from './table.ts';

type Half = keyof ContractTermsRow & string;

/** Cells that mean something only together: how long an extension is, and how many there are. */
const pairs: readonly (readonly [Half, Half])[] = [
  ['extensionMonths', 'extensions'],
  ['noticeLength', 'noticeUnit'],
];

/** Terms of which one half is missing. */
export function halfTerms({ rows }: TableRows<ContractTermsRow>): ProblemDetail[] {
  return rows.flatMap(({ row = 0, value }) =>
    pairs.flatMap(([one, other]): ProblemDetail[] => {
      if ((value[one] === null) === (value[other] === null)) return [];
      const [there, missing] = value[one] === null ? [other, one] : [one, other];
      return [
        {
          code: 'register.conflict',
          file: contractTermsFile.file,
          row,
          column: heading(missing),
          found: '',
          message: `${heading(there)} is ${value[there]}, and ${heading(missing)} is empty.`,
          remedy: 'Fill both, or leave both empty.',
        },
      ];
    }),
  );
}
