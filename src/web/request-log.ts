import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';

/** The name under which a request stands in the log, in the record of acts and in its own answer. */
export const newRequestId = () => randomUUID();

/** Gives each answer the number of its request, so that whoever asks for help can name it. */
export function tellRequestId(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
  });
}

interface Failure {
  readonly name?: string;
  readonly code?: unknown;
  readonly stack?: string;
  readonly cause?: unknown;
  readonly table_name?: string;
  readonly constraint_name?: string;
}

/**
 * What the log says of a failure: its kind, its codes and the places in the code. Not its words, in which
 * the database and others repeat questions and values.
 */
export function describeFailure(error: unknown) {
  const { name, code, stack = '', cause } = (error ?? {}) as Failure;
  const inner = (cause ?? error ?? {}) as Failure;
  return {
    type: name ?? typeof error,
    message: 'its words are not written',
    code: code ?? inner.code,
    table: inner.table_name,
    constraint: inner.constraint_name,
    stack: [...stack.matchAll(/^ +at .*$/gm)].map(([line]) => line.trim()).join('\n'),
  };
}

/**
 * One line of JSON for each request and answer: method, pattern of the address, status, duration. Addresses as
 * they were asked, headers and bodies hold names, keys and more, and are not written.
 */
export function logTo(stream: { write(line: string): void }, level: string) {
  return {
    level,
    stream,
    serializers: {
      req: ({ method, routeOptions }: FastifyRequest) => ({
        method,
        route: routeOptions?.url ?? 'none',
      }),
      res: ({ statusCode }: FastifyReply) => ({ statusCode }),
      err: describeFailure,
    },
  } as FastifyServerOptions['logger'];
}
