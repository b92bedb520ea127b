// A connection that is cut off as it begins: whoever waits for it is told, and the process lives on.
import { once } from 'node:events';
import { createServer, connect as openSocket } from 'node:net';
import t, { type Test } from 'tap';
import { connect } from '../../src/database/connect.ts';
import { freshDatabase, urlOf } from '../support/database.ts';

/** How a connection ends: the machine is gone, the server closes it, or says that it is being stopped. */
const endings = ['reset', 'closed', 'told'] as const;

/** Cuts the first connections at the driver's own first question, and lets the later ones through. */
async function cuttingProxy(t: Test, url: string, ending: (typeof endings)[number]) {
  const { hostname, port } = new URL(url);
  let cuts = 2;
  const proxy = createServer((client) => {
    const server = openSocket(Number(port), hostname);
    const leave = () => [client, server].map((socket) => socket.destroy());
    for (const socket of [client, server]) socket.on('error', leave).on('close', leave);
    server.on('data', (bytes) => client.write(bytes));
    client.on('data', (bytes) => {
      if (cuts === 0 || !bytes.includes('pg_catalog.pg_type')) return server.write(bytes);
      cuts -= 1;
      if (ending === 'reset') return client.resetAndDestroy();
      return client.end(ending === 'told' ? stopping : '');
    });
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  t.teardown(() => proxy.close());
  const { port: own } = proxy.address() as { port: number };
  return Object.assign(new URL(url), { hostname: '127.0.0.1', port: String(own) }).href;
}

/** What a server sends that is being stopped. */
const said = ['SFATAL', 'VFATAL', 'C57P01', 'Mterminating connection', '', ''].join('\0');
const stopping = Buffer.concat([Buffer.from('E'), Buffer.alloc(4), Buffer.from(said)]);
stopping.writeInt32BE(stopping.length - 1, 1);

for (const ending of endings) {
  t.test(`a connection that is ${ending} as it begins ends no process`, async (t) => {
    const url = urlOf(await freshDatabase(t));
    const database = connect({ url: await cuttingProxy(t, url, ending), connections: 2 });
    t.teardown(() => database.close());
    const asked = ['first', 'second', 'third'].map(
      (name) => database.client`select ${name}::text as name, array[1, 2] as list`,
    );
    const told = await Promise.allSettled(asked);
    for (const one of told) {
      if (one.status === 'rejected')
        t.match(one.reason.code, /^(ECONNRESET|CONNECTION_CLOSED|57P01)$/);
    }
    const reserved = await database.client.reserve();
    const [row] = await reserved`select array['a', 'b'] as list`;
    reserved.release();
    t.strictSame(row, { list: ['a', 'b'] }, 'and the next question is answered');
  });
}
