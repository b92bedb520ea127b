import type { ProblemDetail } from '../problem.ts';
import type { RegisterRows } from './register-rows.ts';
import { type ConversionRow, conversionFile, schoolFile } from './trust-file.ts';
import type { TrustFolder } from './trust-folder.ts';

/**
 * Numbers of the national register that would mean two schools: a conversion to the number of another
 * one, the same conversion on two days, or a school that is set up under the newer number of another.
 */
export function conversionProblems(folder: TrustFolder, register?: RegisterRows): ProblemDetail[] {
  const { rows } = folder.conversions;
  const conversions = [...rows.map(({ value }) => value), ...(register?.conversions ?? [])];
  const schools = [...folder.schools.rows.map(({ value }) => value), ...(register?.schools ?? [])];
  const urns = new Set(schools.map(({ urn }) => urn));
  const at = (row: number) => ({ file: conversionFile.file, row });
  const contradicted = rows.flatMap(({ row = 0, value }) => {
    const found = value.newUrn;
    if (urns.has(found)) {
      const message = `"${found}" is a school of its own already.`;
      const remedy = 'Correct the number: a conversion gives a school one that it alone has.';
      return [{ ...at(row), ...told('new_urn', found), message, remedy }];
    }
    const other = conversions.find((it) => it.newUrn === found && !saysTheSame(it, value));
    if (!other) return [];
    const message = `"${found}" is the number of ${other.urn} from ${other.convertedOn} on.`;
    const remedy = 'Correct one of the two.';
    return [{ ...at(row), ...told('new_urn', found), message, remedy }];
  });
  const newer = new Map(conversions.map((it) => [it.newUrn, it]));
  const setUpTwice = folder.schools.rows.flatMap(({ row = 0, value }) => {
    const conversion = newer.get(value.urn);
    // The row of the conversion says so already, if it is in the folder.
    if (!conversion || rows.some((it) => it.value.newUrn === value.urn)) return [];
    const message = `${value.urn} is the number of ${conversion.urn} since its conversion.`;
    const remedy = `Write ${conversion.urn}: the school keeps the number that it came with.`;
    return [{ file: schoolFile.file, row, ...told('urn', value.urn), message, remedy }];
  });
  return [...contradicted, ...setUpTwice];
}

const saysTheSame = (a: ConversionRow, b: ConversionRow) =>
  a.urn === b.urn && a.convertedOn === b.convertedOn;

const told = (column: string, found: string) => {
  return { code: 'register.conflict' as const, column, found };
};
