import { Type } from 'typebox';
import { type Money, parseMoney } from '../money/money.ts';
import { Problem, type ProblemDetail } from '../problem.ts';

/** The fields of a form as they were typed, whatever they are called. */
export const typedForm = Type.Record(
  Type.String({ maxLength: 60 }),
  Type.String({ maxLength: 4000 }),
  {
    maxProperties: 300,
  },
);

/** What a person can put right is told on the page; a failure stays one. */
export function onlyProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** A problem told at one field of a form, with the place in the file that it is about in words. */
export function atField(problem: Problem, field: string): Problem {
  return new Problem(
    problem.details.map(({ row, column, message, ...detail }) => {
      const isField = column === undefined || column === field;
      const place = [row && `Row ${row}`, isField ? '' : `column "${column}"`].filter(Boolean);
      const said = place.length > 0 ? `${place.join(', ')}: ${message}` : message;
      return { ...detail, column: field, message: said };
    }),
  );
}

/** Pounds as people type them, `£1,234.50`; nothing where nothing is typed. */
export function readPounds(typed = '', field: string): Money | undefined {
  const plain = typed.replace(/[£,\s]/g, '').replace('−', '-');
  if (plain === '') return undefined;
  const amount = parseMoney(plain);
  if (amount !== undefined) return amount;
  throw new Problem({
    code: 'request.unreadable',
    column: field,
    found: typed,
    message: `“${typed}” is no amount.`,
    remedy: 'Write pounds and pence, such as 1,234.50, or leave it empty.',
  });
}

/** What stopped work in the background, as it was kept. */
export function keptProblem(kept: unknown): Problem {
  const { errors } = kept as { readonly errors: readonly ProblemDetail[] };
  return new Problem(errors.map(({ column: _, ...detail }) => detail));
}
