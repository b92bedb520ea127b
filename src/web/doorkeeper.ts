import { whoseKey } from '../access/commands.ts';
import { gathering } from '../database/gathering.ts';
import { admissionOf } from '../people/commands.ts';
import type { Doorkeeper } from './access.ts';
import type { Service } from './service.ts';
import { sessionOf } from './signed-in.ts';

/** Knows people by their sessions, and programs by their keys. */
export function doorkeeperOf(service: Service): Doorkeeper {
  const { database, now } = service;
  const holderOf = gathering((presented) => whoseKey(database, { presented, at: now() }));
  return {
    async byKey(presented) {
      const holder = await holderOf(presented, undefined);
      return holder && { kind: 'key', ...holder };
    },
    async bySession(presented, trustId) {
      const signedIn = await sessionOf(service, presented);
      if (!signedIn) return undefined;
      const { person, newSecret } = signedIn;
      const admission = await admissionOf(database, person.id, trustId);
      if (!admission) return { newSecret, caller: undefined };
      const { schoolIds, ...admitted } = admission;
      const limit = schoolIds && { holderId: person.id, schoolIds };
      return {
        newSecret,
        caller: { kind: 'person', id: person.id, by: person.name, ...admitted, limit },
      };
    },
  };
}
