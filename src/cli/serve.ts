import type { Engine } from '../database/engine.ts';
import { Problem } from '../problem.ts';
import { logTo } from '../web/request-log.ts';
import type { Demonstration } from '../web/service.ts';
import { startReminders } from './reminder-clock.ts';
import { type RunWorker, startRunWorker } from './run-worker.ts';
import { type Command, type Terminal, withPlainEngine } from './terminal.ts';

/** How long requests and runs that are at work may go on when the service stops. */
const patienceMilliseconds = 8_000;

export const serve: Command = {
  name: 'serve',
  usage: 'serve',
  summary: 'answer the API until it is stopped',
  options: {},
  async run(terminal, args) {
    await withPlainEngine(terminal, (engine) =>
      serveApi(terminal, engine, (url) => {
        const lines = [
          `People sign in at ${url}, the API answers at ${url}/v1, its documentation at ${url}/documentation.`,
        ];
        terminal.print(args.isSet('json') ? JSON.stringify({ url }) : lines.join('\n'));
      }),
    );
  },
};

/**
 * Answers requests and does runs until the process is asked to stop; then takes no new ones and ends
 * those that are at work. Asked a second time, it stops at once.
 */
export async function serveApi(
  { config, now }: Terminal,
  { database, url, standby }: Engine,
  announce: (url: string) => void,
  demonstration?: Demonstration,
): Promise<void> {
  const { host, port, trustsAtOnce } = config;
  // A person at a terminal wants to see what went wrong, a log of every request is for machines.
  const logger = logTo(process.stderr, process.stderr.isTTY ? 'warn' : 'info');
  // Pages and routes are most of the program, and no other command has a use for them.
  const { buildApp } = await import('../app.ts');
  const { buildMetricsApp, measure } = await import('../web/metrics.ts');
  const app = buildApp({ database, config, logger, now, demonstration });
  const metrics = config.metrics && measure(app, { database, standby });
  const metricsApp = metrics && buildMetricsApp(metrics);
  let worker: RunWorker | undefined;
  let reminders: { stop(): Promise<void> } | undefined;
  try {
    if (config.metrics) {
      const { port: metricsPort } = config.metrics;
      await metricsApp
        ?.listen(config.metrics)
        .catch((error) => refuseListening(error, metricsPort));
    }
    announce(await app.listen({ host, port }).catch((error) => refuseListening(error, port)));
    worker = startRunWorker({
      database,
      url,
      now,
      trustsAtOnce,
      onPosted: () => metrics?.countPosted(),
      report: (err, reference) => app.log.error({ err, reference }, 'work on a run failed'),
    });
    reminders = startReminders(database, config, {
      now,
      report: (err) => app.log.error({ err }, 'reminders could not be sent'),
    });
    await stopSignal();
  } finally {
    const patience = setTimeout(() => app.server.closeAllConnections(), patienceMilliseconds);
    await Promise.all([
      app.close(),
      metricsApp?.close(),
      worker?.stop(patienceMilliseconds),
      reminders?.stop(),
    ]);
    clearTimeout(patience);
  }
}

function refuseListening(error: { code?: string }, port: number): never {
  const reasons: Record<string, string> = {
    EADDRINUSE: 'another program uses it',
    EACCES: 'this user may not use it',
    EADDRNOTAVAIL: 'this machine does not have that address',
  };
  const reason = reasons[error.code ?? ''];
  if (!reason) throw error;
  throw new Problem({
    code: 'request.unreadable',
    message: `Port ${port} cannot be taken: ${reason}.`,
    remedy: 'Name another one with PORT, such as PORT=3001, or any free one with PORT=0.',
  });
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
