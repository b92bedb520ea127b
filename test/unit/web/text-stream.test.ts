import Fastify from 'fastify';
import t, { type Test } from 'tap';
import { sendText, type WritePiece } from '../../../src/web/text-stream.ts';

/** A service with one route that answers with what is produced. */
async function serviceOf(t: Test, produce: (write: WritePiece<string>) => Promise<void>) {
  const app = Fastify({ forceCloseConnections: true });
  app.get('/', (_request, reply) => sendText(reply, produce));
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  t.teardown(() => app.close());
  return address;
}

t.test('a text is sent piece by piece', async (t) => {
  const address = await serviceOf(t, async (write) => {
    for (let index = 0; index < 3; index += 1) await write(`${index},`);
  });
  t.equal(await (await fetch(address)).text(), '0,1,2,');
});

t.test('what goes wrong before the first piece is an answer of its own', async (t) => {
  const address = await serviceOf(t, async () => {
    throw new Error('not today');
  });
  t.equal((await fetch(address)).status, 500);
});

t.test('what goes wrong later breaks the answer off', async (t) => {
  const address = await serviceOf(t, async (write) => {
    await write('first,');
    throw new Error('no more');
  });
  await t.rejects(fetch(address).then((answer) => answer.text()));
});

t.test('a caller who leaves stops the work', async (t) => {
  let ended: (error: unknown) => void = () => {};
  const end = new Promise((resolve) => {
    ended = resolve;
  });
  const address = await serviceOf(t, async (write) => {
    try {
      for (;;) await write('x'.repeat(100_000));
    } catch (error) {
      ended(error);
      throw error;
    }
  });
  const leave = new AbortController();
  const answer = await fetch(address, { signal: leave.signal });
  await answer.body?.getReader().read();
  leave.abort();
  t.match(await end, { message: 'the caller is gone' });
});
