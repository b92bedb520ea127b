import type { ReportRow } from '../reports/report.ts';

/** What a row or a total says of its figures: each sentence, and the bare sum below it. */
export function rowWords(place: string, row: ReportRow): string[] {
  const names = Object.keys(row).flatMap((key) => /^(.+)_sentence$/.exec(key)?.[1] ?? []);
  return names.flatMap((name) => {
    const sum = row[`${name}_sum`];
    return [`${place}: ${row[`${name}_sentence`]}`, ...(sum ? [`  ${sum}`] : [])];
  });
}

/** The same of all rows, and of their total at the end. */
export function wordsOfRows(
  { rows, total }: { readonly rows: readonly ReportRow[]; readonly total?: ReportRow },
  names: ReadonlyMap<string, string>,
): string[] {
  return [
    ...rows.flatMap((row) => rowWords(placeOf(row, names), row)),
    ...(total ? rowWords('Total', total) : []),
  ];
}

function placeOf(row: ReportRow, names: ReadonlyMap<string, string>): string {
  const { urn, contract, item, month } = row;
  const school = urn && `${urn} ${names.get(urn) ?? ''}`.trim();
  return [school, contract, item, month].filter((part) => part).join(', ');
}
