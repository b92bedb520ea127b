import Fastify, { type FastifyInstance } from 'fastify';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Database } from '../database/connect.ts';
import type { Engine } from '../database/engine.ts';
import { useOf } from '../database/pool-use.ts';
import type { Standby } from '../database/standby.ts';
import { openRun } from '../database/tables.ts';

const prefix = 'savings_ledger_';

/** Figures about the service itself; none of them names a trust, a school or a person. */
export interface Metrics {
  readonly registry: Registry;
  /** Counts an import that was posted in the background. */
  countPosted(): void;
}

/** Counts what a service does from now on, by pattern of the address. To be called before its routes. */
export function measure(
  app: FastifyInstance,
  { database, standby }: Pick<Engine, 'database' | 'standby'>,
): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix });
  const requests = new Histogram({
    name: `${prefix}request_seconds`,
    help: 'Requests and their duration, by method, pattern of the address and status.',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.01, 0.05, 0.25, 1, 5, 30, 120],
    registers,
  });
  const posted = new Counter({
    name: `${prefix}imports_posted_total`,
    help: 'Imports that this process has posted.',
    registers,
  });
  app.addHook('onResponse', async ({ method, routeOptions }, { statusCode, elapsedTime }) => {
    const route = routeOptions.url ?? 'none';
    requests.observe({ method, route, status: String(statusCode) }, elapsedTime / 1000);
    const { operationId } = (routeOptions.schema ?? {}) as { operationId?: string };
    if (operationId === 'confirmImport' && statusCode < 300) posted.inc();
  });
  measurePool(registry, database);
  if (standby) measureReadings(registry, standby);
  return { registry, countPosted: () => posted.inc() };
}

function measurePool(registry: Registry, database: Database): void {
  const registers = [registry];
  new Gauge({
    name: `${prefix}transactions`,
    help: 'Transactions of this process that are open, or wait for a connection.',
    labelNames: ['state'] as const,
    registers,
    collect() {
      const { open, waiting } = useOf(database.client);
      this.set({ state: 'open' }, open);
      this.set({ state: 'waiting' }, waiting);
    },
  });
  new Gauge({
    name: `${prefix}runs_open`,
    help: 'Runs of all trusts that wait or are at work, in the whole database.',
    registers,
    async collect() {
      // A database that is away makes no figure, and keeps none of the others back.
      const count = await database.query.$count(openRun).catch(() => Number.NaN);
      this.set(count);
    },
  });
}

function measureReadings(registry: Registry, { readings }: Standby): void {
  new Counter({
    name: `${prefix}readings_total`,
    help: 'Readings that the standby answered, and those that the primary answered in its place.',
    labelNames: ['answered_by'] as const,
    registers: [registry],
    collect() {
      this.reset();
      this.inc({ answered_by: 'standby' }, readings.standby);
      this.inc({ answered_by: 'primary' }, readings.primary);
    },
  });
}

/** The address at which a collector of metrics asks, apart from the service and its callers. */
export function buildMetricsApp({ registry }: Metrics): FastifyInstance {
  const app = Fastify();
  app.get('/metrics', async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
  return app;
}
