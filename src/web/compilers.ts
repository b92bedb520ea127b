import AjvCompiler from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';

type SerializerFactory = ReturnType<typeof SerializerSelector>;
type Serializer = ReturnType<ReturnType<SerializerFactory>>;
type ValidatorFactory = ReturnType<typeof AjvCompiler>;
type Validator = ReturnType<ReturnType<ValidatorFactory>>;

/**
 * Builds what checks requests and writes answers when the first of its kind comes, and once for the whole service.
 * Left to itself the framework does so before the service starts, for every slice and every answer of every route:
 * seconds for some hundred, of which a service is asked for a few. That all can be built is tested.
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
      return whenAsked(() =>
        JSON.stringify(asked.schema).includes('"$ref"') ? knowing()(asked) : plain(asked),
      );
    };
  };
}

/** A check that is built when something is checked for the first time. */
function whenAsked(build: () => Validator): Validator {
  let built: Validator | undefined;
  const check = (value: unknown) => {
    built ??= build();
    const isValid = built(value);
    check.errors = built.errors;
    return isValid;
  };
  check.errors = undefined as Validator['errors'];
  return check as Validator;
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
      let built: Serializer | undefined;
      return (document) => {
        built ??= (name !== undefined && shared.get(name)) || compile(route);
        if (name !== undefined) shared.set(name, built);
        return built(document);
      };
    };
  };
}

/** The name of a document that is told by its name alone. */
function nameOf(schema: unknown): string | undefined {
  const { $ref, ...more } = (schema ?? {}) as { $ref?: string };
  return Object.keys(more).length === 0 ? $ref : undefined;
}
