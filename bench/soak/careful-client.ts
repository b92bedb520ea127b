// A client that tries again what was refused or interrupted, as its answer or the lack of one tells it to.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Service } from './product.ts';

/** What is asked of whichever service answers. A write that is tried again has the same key. */
export interface Asked {
  readonly method?: 'POST' | 'DELETE';
  readonly path: string;
  readonly body?: string | object;
  readonly accept?: string;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
  /** What the answer says, where it is JSON. */
  // biome-ignore lint/suspicious/noExplicitAny: the answers are of many kinds.
  readonly told: any;
}

export interface Client {
  /** Gives the answer of the service, once it is no refusal that only means: again. */
  ask(asked: Asked): Promise<Answered>;
}

/** What a client writes down. */
export interface Notebook {
  /** Something that ought not to be. */
  fault(what: string): void;
  /** One more of that kind. */
  count(what: string): void;
}

const patienceMilliseconds = 90_000;
const triesMax = 400;

/** A signal that times out by itself can be collected as garbage before it does: this one's timer holds it. */
async function inTime<Found>(work: (signal: AbortSignal) => Promise<Found>): Promise<Found> {
  const late = new AbortController();
  const reason = new DOMException('no answer in time', 'TimeoutError');
  const timer = setTimeout(() => late.abort(reason), patienceMilliseconds);
  try {
    return await work(late.signal);
  } finally {
    clearTimeout(timer);
  }
}

/** A client with one trust's key, for several services; it gives up when the signal comes. */
export function clientOf(
  {
    services,
    notebook,
    stopping,
  }: { services: readonly Service[]; notebook: Notebook; stopping: AbortSignal },
  { trustId, key }: { trustId: string; key: string },
): Client {
  const tryOnce = async ({ method, path, body, accept }: Asked, writeKey: string) => {
    const up = services.filter(({ url }) => url !== undefined);
    const service = up[Math.floor(Math.random() * up.length)];
    if (!service) return { again: 'no service is up' };
    const isText = typeof body === 'string';
    const type = isText ? 'text/csv' : 'application/json';
    const options = {
      method: method ?? 'GET',
      headers: {
        authorization: `Bearer ${key}`,
        ...(accept && { accept }),
        ...(method && { 'idempotency-key': `"${writeKey}"` }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body: isText ? body : JSON.stringify(body) }),
    };
    const { answer, text } = await inTime(async (signal) => {
      const url = `${service.url}/v1/trusts/${trustId}${path}`;
      const answer = await fetch(url, { ...options, signal });
      return { answer, text: await answer.text() };
    });
    const isJson = /^application\/(problem\+)?json\b/.test(
      answer.headers.get('content-type') ?? '',
    );
    const told = isJson && text !== '' ? JSON.parse(text) : undefined;
    return { answer: { status: answer.status, text, told }, service: service.name };
  };
  return {
    async ask(asked) {
      const writeKey = randomUUID();
      const what = `${asked.method ?? 'GET'} ${asked.path}`;
      for (let tries = 0; tries < triesMax; tries++) {
        stopping.throwIfAborted();
        const { answer, service, again } = await tryOnce(asked, writeKey).catch((error: Error) => {
          if (error.name === 'TimeoutError') notebook.fault(`${what}: no answer in time`);
          return { answer: undefined, service: undefined, again: 'interrupted' };
        });
        if (answer && answer.status < 400) return answer;
        const code: string | undefined = answer?.told?.errors?.[0]?.code;
        if (answer?.status === 500) notebook.fault(`${what}: ${service} failed: ${answer.text}`);
        const isAgain = !answer || answer.status >= 429 || code === 'key.running';
        if (!isAgain) return answer;
        notebook.count(`again: ${again ?? code ?? answer?.status}`);
        await delay(300 + 50 * Math.min(tries, 20));
      }
      throw new Error(`${what}: given up after ${triesMax} tries`);
    },
  };
}
