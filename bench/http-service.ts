// A process of its own for the benchmark of requests: the service as it is, or a bare route of the same bytes.
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { fastify } from 'fastify';
import { buildApp } from '../src/app.ts';
import { connect } from '../src/database/connect.ts';
import { logTo } from '../src/web/request-log.ts';

const [kind = '', from = ''] = process.argv.slice(2);

/** The service with its log, without the limit of calls that a single caller meets. */
function ledger(databaseUrl: string) {
  return buildApp({
    database: connect({ url: databaseUrl }),
    config: { uploadBytesMax: 1e6 },
    logger: logTo(createWriteStream('/dev/null'), 'info'),
    defences: { limits: { callsAMinute: 1e9, failuresAQuarterHour: 1e9 } },
  });
}

function bare(path: string) {
  const bytes = readFileSync(path);
  const app = fastify();
  app.get('/', (_request, reply) => reply.type('application/json').send(bytes));
  return app;
}

/** The same for bytes that are too many to be held. */
function bareStream(path: string) {
  const app = fastify();
  app.get('/', (_request, reply) =>
    reply.type('application/x-ndjson').send(createReadStream(path, { highWaterMark: 1 << 18 })),
  );
  return app;
}

const kinds: Record<string, (from: string) => ReturnType<typeof bare> | ReturnType<typeof ledger>> =
  {
    bare,
    'bare-stream': bareStream,
    ledger,
  };
const app = await kinds[kind]?.(from);
if (!app) throw new Error(`no service is called '${kind}'`);
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
process.on('SIGTERM', () => void app.close().then(() => process.exit(0)));
