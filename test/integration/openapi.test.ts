// The committed document is the one that the routes make, and it is a sound OpenAPI 3.1 document.
import { readFileSync } from 'node:fs';
import AjvCompiler from '@fastify/ajv-compiler';
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler';
import { Validator } from '@seriousme/openapi-schema-validator';
import type { FastifyInstance, FastifySchema, RouteOptions } from 'fastify';
import t from 'tap';
import { buildApp } from '../../src/app.ts';
import { openapiText } from '../../src/cli/openapi.ts';
import { connect } from '../../src/database/connect.ts';

const text = readFileSync('openapi/openapi.json', 'utf8');

t.test('openapi.json is current', async (t) => {
  t.equal(text, `${await openapiText()}\n`, 'npm run openapi writes it anew');
});

t.test('it is valid', async (t) => {
  const validator = new Validator();
  const { valid, errors } = await validator.validate(JSON.parse(text));
  t.ok(valid, JSON.stringify(errors));
  t.equal(validator.version, '3.1');
});

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, { content?: Record<string, unknown> }>>;
}

const document = JSON.parse(text) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

t.test('every operation says what it is, and how it refuses', async (t) => {
  const ids = operations.map(({ operation }) => operation.operationId);
  t.equal(new Set(ids).size, ids.length, 'each has a name of its own');
  for (const { path, method, operation } of operations) {
    const name = `${method} ${path}`;
    t.ok(operation.operationId && operation.summary && operation.description, name);
    t.equal(operation.tags?.length, 1, name);
    const refusals = Object.entries(operation.responses).filter(([status]) => status >= '400');
    t.ok(refusals.length > 0, name);
    for (const [status, { content }] of refusals) {
      t.strictSame(Object.keys(content ?? {}), ['application/problem+json'], `${name} ${status}`);
    }
  }
});

t.test('every write takes an idempotency key, every read of figures a tag', async (t) => {
  const has = ({ parameters = [] }: Operation, name: string) =>
    parameters.some((parameter) => parameter.in === 'header' && parameter.name === name);
  for (const { path, method, operation } of operations) {
    // A check, a proposal and a scenario write nothing.
    if (!path.startsWith('/v1') || /\/check$|-proposals$|\/scenarios(\/keys)?$/.test(path))
      continue;
    if (method !== 'get') t.ok(has(operation, 'Idempotency-Key'), `${method} ${path}`);
    else if (/savings|journals|imports(\/\{import\})?$/.test(path)) {
      t.ok(has(operation, 'If-None-Match'), path);
    }
  }
});

t.test('no object takes fields that it does not name', async (t) => {
  const loose: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value !== 'object' || value === null) return;
    const schema = value as Record<string, unknown>;
    if (schema.type === 'object' && schema.additionalProperties === undefined) loose.push(path);
    for (const [name, child] of Object.entries(schema)) walk(child, `${path}/${name}`);
  };
  walk(document, '#');
  t.strictSame(loose, []);
  t.notMatch(text, /"nullable"/, 'null is a type of its own in OpenAPI 3.1');
});

/** What is asked or answered, in each of its forms. */
function formsOf(part: unknown): { readonly schema: unknown }[] {
  const { content } = (part ?? {}) as { content?: Record<string, { schema: unknown }> };
  if (content) return Object.values(content);
  return part === undefined ? [] : [{ schema: part }];
}

t.test('what checks requests and writes answers can be built for every route', async (t) => {
  // Nothing is asked of it.
  const database = connect({ url: 'postgres://127.0.0.1:1/none' });
  const app = buildApp({ database, config: { uploadBytesMax: 1 } });
  t.teardown(() => Promise.all([app.close(), database.close()]));
  const routes: { within: FastifyInstance; route: RouteOptions }[] = [];
  app.addHook('onRoute', function (this: FastifyInstance, route) {
    routes.push({ within: this, route });
  });
  await app.ready();
  // The service builds it when it is asked; here the framework's own builders do, all of it.
  const [validators, serializers] = [AjvCompiler(), SerializerSelector()];
  let built = 0;
  for (const { within, route } of routes) {
    const { method, url, schema = {} } = route;
    const documents = within.getSchemas() as never;
    const validate = validators(documents, { customOptions: {} } as never);
    const serialise = serializers(documents, {} as never);
    const build = (what: string, each: () => unknown) => {
      t.doesNotThrow(each, `${method} ${url}: ${what}`);
      built++;
    };
    for (const httpPart of ['params', 'querystring', 'headers', 'body'] as const) {
      for (const { schema: part } of formsOf((schema as FastifySchema)[httpPart])) {
        build(httpPart, () => validate({ schema: part, method, url, httpPart } as never));
      }
    }
    for (const [httpStatus, answer] of Object.entries(schema.response ?? {})) {
      for (const each of formsOf(answer)) {
        build(httpStatus, () => serialise({ ...each, method, url, httpStatus } as never));
      }
    }
  }
  t.ok(built > 1000, `${built} are built`);
});
