import type { FastifyRequest } from 'fastify';

interface WithProperties {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
}

/**
 * Reads the whole numbers of an address where the route's schema wants one. An address holds only
 * text, and nothing else of a request is ever turned from one type into another.
 */
export async function readQueryNumbers(request: FastifyRequest): Promise<void> {
  const { querystring, params } = request.routeOptions.schema ?? {};
  readNumbers(request.query, querystring as WithProperties | undefined);
  readNumbers(request.params, params as WithProperties | undefined);
}

function readNumbers(values: unknown, schema: WithProperties | undefined): void {
  if (typeof values !== 'object' || values === null) return;
  const texts = values as Record<string, unknown>;
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    const text = texts[name];
    if (type === 'integer' && typeof text === 'string' && /^\d{1,9}$/.test(text)) {
      texts[name] = Number(text);
    }
  }
}
