import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/connect.ts';
import { type Letting, letIn } from '../people/commands.ts';
import { grantsOfTrust } from '../people/store.ts';
import type { Demonstration } from '../web/service.ts';

interface Listed extends Letting {
  readonly schools?: readonly string[];
}

/** Lets the people of the demonstration into its trust, but those who are in it already. */
export async function letPeopleIn(
  database: Database,
  { trustId, folder, at }: { trustId: string; folder: string; at: string },
): Promise<Demonstration> {
  const people: Listed[] = JSON.parse(readFileSync(join(folder, 'people.json'), 'utf8'));
  const grants = await grantsOfTrust(database, trustId);
  const known = new Set(grants.map(({ person }) => person.email));
  for (const { schools: urns, ...person } of people) {
    if (known.has(person.email)) continue;
    await letIn(database, { trustId, at, by: 'demonstration' }, { ...person, urns });
  }
  return { trustId, emails: new Set(people.map(({ email }) => email)) };
}
