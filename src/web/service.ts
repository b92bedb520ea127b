import type { FastifyRequest } from 'fastify';
import type { Database } from '../database/connect.ts';
import { forSchools } from '../database/tenant.ts';
import type { PostOffice } from '../mail/commands.ts';
import type { Provider } from '../openid/provider.ts';
import { callerOf } from './access.ts';

/** What every route has to work with; time comes in like any other fact. */
export interface Service {
  readonly database: Database;
  readonly uploadBytesMax: number;
  readonly now: () => string;
  /** Where people reach the service, without a slash at the end; never taken from a request. */
  readonly publicUrl: () => string;
  readonly post: PostOffice;
  readonly providers: readonly Provider[];
  readonly demonstration: Demonstration | undefined;
}

/** A service that was started as the demonstration: everybody may be anyone of its people. */
export interface Demonstration {
  readonly trustId: string;
  /** The addresses of the people who are made up. */
  readonly emails: ReadonlySet<string>;
}

/** The rows of one trust: where a read or write takes place. */
export interface Place {
  readonly database: Database;
  readonly trustId: string;
}

/**
 * The rows that the caller of a request may see: of the whole trust, or of the caller's schools, as
 * the database itself then has it. What loads files looks at all rows, since a line that is there for
 * another school has not moved (P12), and keeps to the limit of the caller by itself.
 */
export function placeOf(request: FastifyRequest, { database }: Service): Place {
  const { trustId, limit } = callerOf(request);
  const loadsFiles = request.routeOptions.config.door?.ability === 'import-files';
  if (!limit || loadsFiles) return { database, trustId };
  return { database: forSchools(database, limit.schoolIds), trustId };
}
