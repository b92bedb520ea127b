import t from 'tap';
import { peopleTable } from '../../../src/invitations/people-table.ts';

t.test('a person is told with role and schools', async (t) => {
  const person = {
    ...{ name: 'H. Marsh', email: 'head@oak.example', role: 'school_approver' as const },
    ...{ schools: ['1', '2'], granted_at: '2026-09-01T08:00:00Z', granted_by: 'R. Ferris' },
  };
  t.match(peopleTable([person, { ...person, schools: null }], new Map([['1', 'Oak']])).rows, [
    {
      values: {
        role: 'Head or school approver',
        schools: 'Oak, 2',
        since: '2026-09-01 by R. Ferris',
      },
    },
    { values: { schools: 'The whole trust' } },
  ]);
});
