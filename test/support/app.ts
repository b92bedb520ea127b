import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import type { Test } from 'tap';
import { addKey } from '../../src/access/commands.ts';
import { type AppOptions, buildApp } from '../../src/app.ts';
import type { Database } from '../../src/database/connect.ts';
import type { Defences } from '../../src/web/defences.ts';
import { freshDatabase } from './database.ts';
import { loadFiles, smallTrust } from './small-trust.ts';

/** One caller of the API: a key of a trust, and ways to ask about that trust. */
export interface Caller {
  readonly trustId: string;
  readonly key: string;
  /** Asks below the address of the caller's trust. */
  ask(options: InjectOptions & { url: string }): Promise<LightMyRequestResponse>;
  get(url: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>;
  send(
    method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>;
}

export interface TestApp {
  readonly app: FastifyInstance;
  readonly database: Database;
  /** The service's clock: a second later each time that it is asked. */
  readonly now: () => string;
  /** A caller for a small trust with a key of this name, of the whole trust or of some schools. */
  caller(trustName: string, keyName?: string, urns?: readonly string[]): Promise<Caller>;
}

/** The service on a database of its own, which both end with the test. */
export async function startApp(
  t: Test,
  options: {
    uploadBytesMax?: number;
    onRoute?: (url: string, method: string) => void;
    config?: Partial<AppOptions['config']>;
    now?: () => string;
    logger?: AppOptions['logger'];
    demonstration?: AppOptions['demonstration'];
    defences?: Partial<Defences>;
  } = {},
): Promise<TestApp> {
  const database = await freshDatabase(t);
  const { uploadBytesMax = 1_000_000, onRoute, logger = false, demonstration } = options;
  // Tests ask as fast as they can.
  const limits = { callsAMinute: 1e6, failuresAQuarterHour: 1e6 };
  const defences = { limits, ...options.defences };
  let seconds = 0;
  const tick = () => new Date(Date.UTC(2026, 1, 1) + 1000 * seconds++).toISOString();
  const now = options.now ?? tick;
  const config = { uploadBytesMax, ...options.config };
  const app = buildApp({ database, config, now, logger, demonstration, defences });
  if (onRoute) {
    app.addHook('onRoute', ({ url, method }) => {
      for (const each of [method].flat()) onRoute(url, each);
    });
  }
  t.teardown(() => app.close());
  await app.ready();
  const trustIds = new Map<string, string>();
  return {
    app,
    database,
    now,
    async caller(trustName, keyName = 'C. Manager', urns = []) {
      const trustId = trustIds.get(trustName) ?? (await loadFiles(database, smallTrust(trustName)));
      trustIds.set(trustName, trustId);
      const { key } = await addKey(database, { trustId, name: keyName, at: now(), urns });
      return callerOf(app, trustId, key);
    },
  };
}

function callerOf(app: FastifyInstance, trustId: string, key: string): Caller {
  const ask: Caller['ask'] = ({ url, headers, ...options }) =>
    app.inject({
      ...options,
      url: `/v1/trusts/${trustId}${url}`,
      headers: { authorization: `Bearer ${key}`, ...headers },
    });
  return {
    trustId,
    key,
    ask,
    get: (url, headers = {}) => ask({ method: 'GET', url, headers }),
    send: (method, url, body, headers = {}) =>
      ask({ method, url, headers, ...(body !== undefined && { payload: body as object }) }),
  };
}

/** The header of bytes that are sent as they are. */
export const asCsv = { 'content-type': 'text/csv' };
