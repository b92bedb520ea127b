// Connections that are lost: whoever waits is told, nobody gets another's answer, and the process lives on.
import { once } from 'node:events';
import { createServer, connect as openSocket } from 'node:net';
import t, { type Test } from 'tap';
import { connect, type Database } from '../../src/database/connect.ts';
import { freshDatabase, urlOf } from '../support/database.ts';

/** How a connection ends: the machine is gone, the server closes it, or says that it is being stopped. */
const endings = ['reset', 'closed', 'told'] as const;

/** Stands between the driver and the server, and cuts so many connections at a text that is sent through it. */
async function cuttingProxy(
  t: Test,
  url: string,
  { at, ending, cuts }: { at: string; ending: (typeof endings)[number]; cuts: number },
) {
  const { hostname, port } = new URL(url);
  let left = cuts;
  const proxy = createServer((client) => {
    const server = openSocket(Number(port), hostname);
    const leave = () => [client, server].map((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on('error', leave).on('close', leave);
    server.on('data', (bytes) => client.write(bytes));
    client.on('data', (bytes) => {
      if (left === 0 || !bytes.includes(at)) return server.write(bytes);
      left -= 1;
      if (ending === 'reset') return client.resetAndDestroy();
      return client.end(ending === 'told' ? stopping : '');
    });
  });
  t.teardown(() => proxy.close());
  const listen = async (own = 0) => {
    await once(proxy.listen(own, '127.0.0.1'), 'listening');
    return (proxy.address() as { port: number }).port;
  };
  const urlAt = (own: number) =>
    Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(own) }).href;
  return { listen, urlAt };
}

const lost = /^(ECONN|EPIPE|CONNECTION_|57P01)/;

/** Asks many things at once, and holds that each is answered by its own answer. */
async function answersItsOwn(t: Test, { client }: Database) {
  const numbers = Array.from({ length: 40 }, (_, index) => index);
  const told = await Promise.all(
    numbers.map((n) => client`select ${n}::int as n, array['a'] as list`),
  );
  t.strictSame(
    told.map(([row]) => row?.n),
    numbers,
    'each question gets its own answer',
  );
}

/** What a server sends that is being stopped. */
const said = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection', '', ''].join('\0');
const stopping = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), Buffer.from(said)]);
stopping.writeInt32BE(stopping.length - 1, 1);

for (const ending of endings) {
  t.test(`a connection that is ${ending} as it begins ends no process`, async (t) => {
    const url = urlOf(await freshDatabase(t));
    const { listen, urlAt } = await cuttingProxy(t, url, {
      at: 'pg_catalog.pg_type',
      ending,
      cuts: 2,
    });
    const database = connect({ url: urlAt(await listen()), connections: 2 });
    t.teardown(() => database.close());
    const asked = ['first', 'second', 'third'].map((name) => database.client`select ${name}::text`);
    for (const one of await Promise.allSettled(asked)) {
      if (one.status === 'rejected') t.match(one.reason.code, lost);
    }
    await answersItsOwn(t, database);
  });

  t.test(`all that is asked on a connection that is ${ending} is told so`, async (t) => {
    const url = urlOf(await freshDatabase(t));
    const { listen, urlAt } = await cuttingProxy(t, url, { at: 'the cut', ending, cuts: 3 });
    const database = connect({ url: urlAt(await listen()), connections: 2 });
    t.teardown(() => database.close());
    for (let times = 0; times < 3; times++) {
      const held = await database.client.reserve();
      await held`begin`;
      // The second is read by the server first, so that those after it wait in line.
      const asked = [
        held`select 1`,
        held`select ${'the cut'}::text`,
        held`select 2`,
        held`select 3`,
      ];
      const others = Promise.allSettled([1, 2].map((n) => database.client`select ${n}::int`));
      const told = await Promise.allSettled(asked);
      for (const one of told.slice(1)) {
        t.match(one.status === 'rejected' && one.reason.code, lost, 'whoever waited');
      }
      await t.rejects(held`select 4`, { code: lost }, 'and whoever asks on it later');
      held.release();
      await others;
    }
    await answersItsOwn(t, database);
  });
}

t.test('a server that was away is there again for as many as before', async (t) => {
  const url = urlOf(await freshDatabase(t));
  const nowhere = await cuttingProxy(t, url, { at: 'no cut', ending: 'reset', cuts: 0 });
  const free = createServer();
  await once(free.listen(0, '127.0.0.1'), 'listening');
  const { port } = free.address() as { port: number };
  await new Promise((resolve) => free.close(resolve));
  const database = connect({ url: nowhere.urlAt(port), connections: 3 });
  t.teardown(() => database.close());
  for (let times = 0; times < 3; times++) {
    const asked = [1, 2, 3, 4].flatMap(() => [
      database.client`select 1`,
      database.client.reserve(),
    ]);
    for (const one of await Promise.allSettled(asked)) {
      t.match(one.status === 'rejected' && one.reason.code, 'ECONNREFUSED');
    }
  }
  await nowhere.listen(port);
  const held = await Promise.all([1, 2, 3].map(() => database.client.reserve()));
  for (const each of held) each.release();
  await answersItsOwn(t, database);
});
