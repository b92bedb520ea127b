// The table of SECURITY.md, as the doors and roles of the product make it.
import { type Ability, allRoles, keyScopes, mayDo, roles } from '../../src/access/role.ts';
import type { Door } from '../../src/web/door.ts';
import { doors } from '../../src/web/doors.ts';

/** What an address is to somebody: open, open for own schools, or closed. */
export type Opening = 'yes' | 'own' | '–';

/** Somebody who may ask: a role for the whole trust or for some schools, or such a key. */
export interface Asker {
  readonly title: string;
  readonly role: (typeof allRoles)[number] | 'key';
  readonly isOfSchools: boolean;
}

export const askers: readonly Asker[] = [
  ...allRoles.flatMap((role): Asker[] => {
    const { title, reach } = roles[role];
    const whole = { title, role, isOfSchools: false };
    const some = { title: `${title}, some schools`, role, isOfSchools: true };
    if (reach === 'trust') return [whole];
    return reach === 'schools' ? [{ ...some, title }] : [whole, some];
  }),
  { title: 'Key', role: 'key', isOfSchools: false },
  { title: 'Key, some schools', role: 'key', isOfSchools: true },
];

function mayUse({ role }: Asker, ability: Ability): boolean {
  return role === 'key' ? keyScopes.includes(ability) : mayDo(role, ability);
}

function opening(asker: Asker, { ability, reach }: Door): Opening {
  if (!mayUse(asker, ability)) return '–';
  if (!asker.isOfSchools) return 'yes';
  return reach === 'schools' ? 'own' : '–';
}

/** The lines of the table, in the order of the doors. */
export function accessTable(): string[] {
  const head = ['Address', 'Right', ...askers.map(({ title }) => title)];
  const rows = [...doors].map(([address, door]) => [
    `\`${address}\``,
    door.ability,
    ...askers.map((asker) => opening(asker, door)),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}

/** Reads the table back from a document: what each address is to whom. */
export function readAccessTable(text: string): Map<string, Map<string, Opening>> {
  const lines = text.split('\n').filter((line) => line.startsWith('| '));
  const cellsOf = (line: string) => line.slice(2, -2).split(' | ');
  const head = lines.find((line) => line.startsWith('| Address | ')) ?? '';
  const titles = cellsOf(head).slice(2);
  const rows = lines.filter((line) => line.startsWith('| `'));
  return new Map(
    rows.map((line) => {
      const [address = '', , ...cells] = cellsOf(line);
      const openings = titles.map((title, at): [string, Opening] => [title, cells[at] as Opening]);
      return [address.replaceAll('`', ''), new Map(openings)];
    }),
  );
}
