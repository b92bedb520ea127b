import type { FastifyInstance } from 'fastify';
import { type CallLimits, countCalls, limitCalls, usualLimits } from './call-limits.ts';
import { keepOutOfStores, sendSafeHeaders } from './headers.ts';
import { tellRequestId } from './request-log.ts';
import {
  leaveSilentClients,
  leaveSlowClients,
  type Patience,
  usualPatience,
} from './slow-clients.ts';

/** What the service bears from whoever calls it. */
export interface Defences {
  readonly limits: CallLimits;
  readonly patience: Patience;
}

/** The usual limits and deadlines, but for those that are named. */
export function defencesOf({ limits, patience }: Partial<Defences> = {}): Defences {
  return { limits: limits ?? usualLimits, patience: patience ?? usualPatience };
}

/** Defends every address of the service. To be called before its routes are added. */
export function defend(app: FastifyInstance, { patience }: Defences): void {
  tellRequestId(app);
  leaveSlowClients(app, patience);
  leaveSilentClients(app);
  sendSafeHeaders(app);
  countCalls(app);
}

/** Defends the addresses about trusts besides. To be called before they are guarded. */
export function defendTrusts(app: FastifyInstance, { limits }: Defences): void {
  keepOutOfStores(app);
  limitCalls(app, limits);
}
