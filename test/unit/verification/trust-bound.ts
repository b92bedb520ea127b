import { getTableName, is, Table } from 'drizzle-orm';
import * as model from '../../../src/database/tables.ts';

const names = Object.values(model)
  .filter((table) => is(table, Table))
  .map((table) => getTableName(table as Table));

/** The uses of a table in a question that are not bound to the trust `$1`, as `table alias`. */
export function unboundTables(question: string): string[] {
  const uses = [...question.matchAll(/\b(?:from|join) (\w+) (\w+)\b/g)].filter(([, table = '']) =>
    names.includes(table),
  );
  const bounds = [...question.matchAll(/\b(\w+)\.trust_id = \$1/g)].map(([, alias]) => alias);
  return uses.flatMap(([, table, alias]) => {
    const at = bounds.indexOf(alias);
    if (at < 0) return [`${table} ${alias}`];
    bounds.splice(at, 1);
    return [];
  });
}

/** The parameters that a question uses, each once, in order. */
export function parametersOf(question: string): string[] {
  return [...new Set(question.match(/\$\d/g))].sort();
}
