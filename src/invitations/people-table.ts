import { type Role, roles } from '../access/role.ts';
import type { ShownTable } from '../charts/table.ts';

interface ToldPerson {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly schools: readonly string[] | null;
  readonly granted_at: string;
  readonly granted_by: string;
}

/** Who is let in, as what, and for which schools. */
export function peopleTable(
  people: readonly ToldPerson[],
  names: ReadonlyMap<string, string>,
): ShownTable {
  return {
    id: 'people',
    caption: 'Who is let in',
    columns: [
      { key: 'name', heading: 'Name', kind: 'text' },
      { key: 'role', heading: 'Role', kind: 'text' },
      { key: 'schools', heading: 'For', kind: 'text' },
      { key: 'email', heading: 'Address', kind: 'text' },
      { key: 'since', heading: 'Let in', kind: 'text' },
    ],
    rows: people.map(({ name, role, schools, email, granted_at: at, granted_by: by }) => ({
      values: {
        ...{ name, email },
        role: roles[role].title,
        schools: schools?.map((urn) => names.get(urn) ?? urn).join(', ') ?? 'The whole trust',
        since: `${at.slice(0, 10)} by ${by}`,
      },
    })),
    total: null,
  };
}
