import type { FastifyRequest } from 'fastify';
import type { Database } from '../database/connect.ts';
import { callerOf } from './access.ts';

/** What every route has to work with; time comes in like any other fact. */
export interface Service {
  readonly database: Database;
  readonly uploadBytesMax: number;
  readonly now: () => string;
}

/** The rows of one trust: where a read or write takes place. */
export interface Place {
  readonly database: Database;
  readonly trustId: string;
}

/** The rows that the caller of a request may see. */
export function placeOf(request: FastifyRequest, { database }: Service): Place {
  return { database, trustId: callerOf(request).trustId };
}
