import type { FastifyRequest } from 'fastify';

interface WithProperties {
  readonly properties?: Readonly<Record<string, { readonly type?: unknown }>>;
}

/**
 * Reads the whole numbers of an address where the route's schema wants one, and a list of one where it
 * wants a list. An address holds only text, and nothing else of a request is ever turned from one type
 * into another.
 */
export async function readQueryTypes(request: FastifyRequest): Promise<void> {
  const { querystring, params } = request.routeOptions.schema ?? {};
  readTypes(request.query, querystring as WithProperties | undefined);
  readTypes(request.params, params as WithProperties | undefined);
}

function readTypes(values: unknown, schema: WithProperties | undefined): void {
  if (typeof values !== 'object' || values === null) return;
  const texts = values as Record<string, unknown>;
  for (const [name, { type }] of Object.entries(schema?.properties ?? {})) {
    const text = texts[name];
    if (type === 'integer' && typeof text === 'string' && /^\d{1,9}$/.test(text)) {
      texts[name] = Number(text);
    }
    if (type === 'array' && typeof text === 'string') texts[name] = [text];
  }
}
