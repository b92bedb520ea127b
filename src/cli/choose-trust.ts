import type { Database } from '../database/connect.ts';
import { Problem } from '../problem.ts';
import type { Trust } from '../schools/school.ts';
import { trusts } from '../trusts/store.ts';

/** The trust that is named, by name or id; the only one, when none is named. */
export async function chooseTrust(database: Database, named: string | undefined): Promise<Trust> {
  const all = await trusts(database);
  const fitting =
    named === undefined ? all : all.filter(({ id, name }) => named === id || named === name);
  const [trust, ...others] = fitting;
  if (trust && others.length === 0) return trust;
  const names = all.map(({ name }) => `"${name}"`).join(', ');
  throw new Problem({
    code: 'trust.unknown',
    message: trust
      ? 'There is more than one trust.'
      : named
        ? `There is no trust "${named}".`
        : 'There is no trust yet.',
    remedy: names ? `Name one with --trust: ${names}.` : 'Load one with: trust load FOLDER.',
  });
}
