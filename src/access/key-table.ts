import type { ShownTable } from '../charts/table.ts';
import { type Ability, abilities } from './role.ts';

/** What a key can open, in words that begin a line. */
export const scopeWords: Readonly<Partial<Record<string, string>>> = Object.fromEntries(
  (Object.keys(abilities) as Ability[]).map((ability) => {
    const words = abilities[ability];
    return [ability, `${words.charAt(0).toUpperCase()}${words.slice(1)}`];
  }),
);

interface ToldKey {
  readonly name: string;
  readonly schools: readonly string[] | null;
  readonly scopes: readonly string[] | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly last_used_at: string | null;
}

const dayIn = (moment: string | null) => moment?.slice(0, 10) ?? '';

/** The keys that open something today. */
export function keysTable(keys: readonly ToldKey[]): ShownTable {
  return {
    id: 'keys',
    caption: 'Keys that work today',
    columns: [
      { key: 'name', heading: 'Used by', kind: 'text' },
      { key: 'scopes', heading: 'What it opens', kind: 'text' },
      { key: 'schools', heading: 'For', kind: 'text' },
      { key: 'until', heading: 'Until', kind: 'text' },
      { key: 'used', heading: 'Last used', kind: 'text' },
    ],
    rows: keys.map(({ name, scopes, schools, expires_at: until, last_used_at: used }) => ({
      values: {
        name,
        scopes:
          scopes === null
            ? 'All that a key can open'
            : scopes.map((each) => scopeWords[each] ?? each).join('; '),
        schools: schools === null ? 'The whole trust' : schools.join(', '),
        until: dayIn(until) || 'without an end',
        used: dayIn(used) || 'never',
      },
    })),
    total: null,
  };
}
