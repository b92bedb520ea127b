import type { Area, Choice } from '../sourcing/area.ts';
import { type AreaRow, areaFile, costFile, quoteFile } from '../sourcing/sourcing-file.ts';
import { asInFolder } from './entries.ts';
import { csv, type Parts } from './parts.ts';
import type { Guard, Scope } from './scope.ts';
import { table } from './tables.ts';
import { isOf } from './terms.ts';

/** Why an option was chosen is said of all schools, and stands in no pack of one. */
export const ofAllSchools = '(left out: it is said of all schools)';

/**
 * The areas in which a contract was looked for: what each school paid, what it was quoted, and what was
 * chosen. Of one school's pack its own costs and quotes alone.
 */
export function sourcedParts(
  { scope, areas }: { readonly scope: Scope; readonly areas: readonly Area[] },
  guard: Guard,
): Parts {
  const asked = areas
    .filter(({ reference }) => scope.contract === undefined || reference === scope.contract)
    .map((area) => ({
      ...area,
      costs: area.costs.filter(({ urn }) => isOf(scope, urn)),
      options: area.options.map((option) => ({
        ...option,
        quotes: option.quotes.filter(({ urn }) => isOf(scope, urn)),
      })),
    }))
    .filter(({ costs }) => scope.school === undefined || costs.length > 0);
  const costs = asked.flatMap(({ reference: area, items, costs: rows }) =>
    rows.flatMap((cost) => {
      const item = items.find((each) => each.item === cost.item);
      return item ? [{ row: { ...cost, ...item, area } }] : [];
    }),
  );
  const quotes = asked.flatMap(({ reference: area, options }) =>
    options.flatMap(({ name: option, supplier, document, quotes: rows }) =>
      rows.map((quote) => ({ row: { ...quote, area, option, supplier, document } })),
    ),
  );
  const choices = asked.flatMap(({ reference: area, chosen }) =>
    chosen ? [{ area, ...chosen }] : [],
  );
  return [
    ['sourcing_areas.csv', () => csv(asInFolder(areaFile, guard), [asked.map(areaRow)])],
    ['sourcing_costs.csv', () => csv(asInFolder(costFile, guard), [costs])],
    ['sourcing_quotes.csv', () => csv(asInFolder(quoteFile, guard), [quotes])],
    ['sourcing_choices.csv', () => csv(choiceTable(scope, guard), [choices])],
  ];
}

function areaRow(area: Area): { readonly row: AreaRow } {
  return { row: area };
}

function choiceTable({ school }: Scope, guard: Guard) {
  return table<Choice & { readonly area: string }>({
    area: ({ area }) => area,
    option: ({ option }) => guard(option),
    reason: ({ reason }) => (school === undefined ? reason : ofAllSchools),
    forecast: ({ forecast }) => ({ amount: String(forecast) }),
    chosen_by: ({ by }) => guard(by),
    chosen_at: ({ at }) => at,
  });
}
