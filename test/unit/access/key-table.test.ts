import t from 'tap';
import { keysTable } from '../../../src/access/key-table.ts';

t.test('a key is told by what it opens, for whom, and until when', async (t) => {
  const key = {
    name: 'Power BI',
    schools: null,
    scopes: ['read-figures'],
    created_at: '2026-01-01T00:00:00Z',
    expires_at: '2026-12-31T23:59:59Z',
    last_used_at: null,
  };
  const other = { ...key, scopes: null, schools: ['Oak', 'Elm'], expires_at: null };
  t.match(keysTable([key, other]).rows, [
    {
      values: {
        scopes: /^See the savings/,
        schools: 'The whole trust',
        until: '2026-12-31',
        used: 'never',
      },
    },
    { values: { scopes: /All that/, schools: 'Oak, Elm', until: 'without an end' } },
  ]);
});
