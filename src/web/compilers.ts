import AjvCompiler from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

type SerializerFactory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<SerializerFactory>>;
type ValidatorFactory = ReturnType<typeof AjvCompiler>;

/**
 * Builds what checks requests and writes answers once for the whole service. Left to itself the
 * framework does so for every slice, and for every answer of every route: two seconds for some hundred.
 */
export function sharedCompilers() {
  return { buildValidator: sharedValidator(), buildSerializer: sharedSerializers() };
}

/** One Ajv for all requests but those that name a document, which have to know it. */
function sharedValidator(): ValidatorFactory {
  const build = AjvCompiler();
  let shared: ReturnType<ValidatorFactory> | undefined;
  return (externalSchemas, options) => {
    shared ??= build({}, options);
    const [plain, knowing] = [shared, () => build(externalSchemas, options)];
    return (route) => {
      const asked =
        route.httpPart === 'headers' ? { ...route, schema: lowered(route.schema) } : route;
      return JSON.stringify(asked.schema).includes('"$ref"') ? knowing()(asked) : plain(asked);
    };
  };
}

interface HeaderSchema {
  readonly properties?: Record<string, unknown>;
  readonly required?: readonly string[];
}

/** Headers come with small letters only, however the document writes them. */
function lowered(schema: unknown): HeaderSchema {
  const { properties = {}, required = [], ...more } = schema as HeaderSchema;
  const names = Object.entries(properties).map(([name, of]) => [name.toLowerCase(), of]);
  const needed = required.map((name) => name.toLowerCase());
  return { ...more, properties: Object.fromEntries(names), required: needed };
}

/** One writer for each document that has a name, which stands for one document in the whole service. */
function sharedSerializers(): SerializerFactory {
  const build = SerializerSelector();
  const shared = new Map<string, Serializer>();
  return (externalSchemas, options) => {
    const compile = build(externalSchemas, options);
    return (route) => {
      const name = nameOf(route.schema);
      if (name === undefined) return compile(route);
      const serializer = shared.get(name) ?? compile(route);
      shared.set(name, serializer);
      return serializer;
    };
  };
}

/** The name of a document that is told by its name alone. */
function nameOf(schema: unknown): string | undefined {
  const { $ref, ...more } = (schema ?? {}) as { $ref?: string };
  return Object.keys(more).length === 0 ? $ref : undefined;
}
