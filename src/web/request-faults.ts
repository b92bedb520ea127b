import type { FastifyRequest, FastifySchemaValidationError } from 'fastify';
import type { ProblemDetail } from '../problem.ts';

/** Something in a request that does not have the documented form, and where it stands. */
export interface RequestFault extends ProblemDetail {
  /** A place in the body. */
  readonly pointer?: string;
  /** A part of the address, or a header. */
  readonly parameter?: string;
}

/** Every fault that the schema of a route found in one part of a request, in plain words. */
export function requestFaults(
  errors: readonly FastifySchemaValidationError[],
  part: string,
  request: FastifyRequest,
): RequestFault[] {
  const content = partOf(request, part);
  return withoutEchoes(errors).map((error) => {
    const { keyword, params } = error;
    const stranger = params.additionalProperty ?? params.missingProperty;
    const path = stranger === undefined ? error.instancePath : `${error.instancePath}/${stranger}`;
    const found = keyword === 'required' ? undefined : show(valueAt(content, path));
    const { message, remedy } = explain(error, path);
    return {
      code: 'request.unreadable',
      message,
      ...(remedy !== undefined && { remedy }),
      ...(found !== undefined && { found }),
      ...(part === 'body' ? { pointer: `#${path}` } : { parameter: path.slice(1) }),
    };
  });
}

/** A value that may be null fails for each of its forms: the first says what it should be. */
function withoutEchoes(errors: readonly FastifySchemaValidationError[]) {
  const isEcho = ({ keyword, params, instancePath }: FastifySchemaValidationError) =>
    keyword === 'anyOf' ||
    (keyword === 'type' &&
      params.type === 'null' &&
      errors.some(
        (other) => other.keyword !== 'anyOf' && other.instancePath.startsWith(instancePath),
      ));
  const kept = errors.filter((error) => !isEcho(error));
  return kept.length > 0 ? kept : errors;
}

function partOf(request: FastifyRequest, part: string): unknown {
  if (part === 'querystring') return request.query;
  if (part === 'params') return request.params;
  return part === 'headers' ? request.headers : request.body;
}

function valueAt(content: unknown, path: string): unknown {
  const steps = path.split('/').slice(1);
  return steps.reduce<unknown>((value, step) => {
    const name = step.replaceAll('~1', '/').replaceAll('~0', '~');
    return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
      ? (value as Record<string, unknown>)[name]
      : undefined;
  }, content);
}

function show(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  const shown = typeof value === 'string' ? value : JSON.stringify(value);
  return shown.length > 100 ? `${shown.slice(0, 100)}…` : shown;
}

type Explanation = { message: string; remedy?: string };

const bounds: Readonly<Record<string, (limit: unknown) => string>> = {
  minimum: (limit) => `be at least ${limit}`,
  maximum: (limit) => `be at most ${limit}`,
  minLength: (limit) => `have at least ${limit} characters`,
  maxLength: (limit) => `have at most ${limit} characters`,
  minItems: (limit) => `have at least ${limit} entries`,
  maxItems: (limit) => `have at most ${limit} entries`,
  minProperties: (limit) => `have at least ${limit} of the documented fields`,
};

function explain(
  { keyword, params, message }: FastifySchemaValidationError,
  path: string,
): Explanation {
  const name = path === '' ? 'The request' : `"${path.slice(1).replaceAll('/', '.')}"`;
  const bound = bounds[keyword];
  if (bound) return { message: `${name} has to ${bound(params.limit)}.` };
  switch (keyword) {
    case 'additionalProperties':
      return {
        message: `${name} is not known here.`,
        remedy: 'Take it out, or correct its spelling: /documentation lists what is taken.',
      };
    case 'required':
      return { message: `${name} is missing.` };
    case 'type':
      return {
        message: `${name} has to be ${article(String(params.type))}.`,
        ...(params.type === 'string' && {
          remedy: 'Put it in quotation marks: amounts travel as text, for example "1234.50".',
        }),
      };
    case 'enum':
      return {
        message: `${name} is none of the words that are known here.`,
        remedy: `Use one of ${(params.allowedValues as string[]).join(', ')}.`,
      };
    case 'format':
      return { message: `${name} is not ${formats[String(params.format)] ?? 'readable'}.` };
    case 'pattern':
      return {
        message: `${name} does not have the form that is wanted here.`,
        remedy: '/documentation shows an example.',
      };
    default:
      return { message: `${name} ${message ?? 'cannot be read'}.` };
  }
}

const formats: Record<string, string> = {
  date: 'a day of the calendar, for example 2025-09-01',
  'date-time': 'a moment, for example 2025-09-01T10:00:00Z',
  uuid: 'the id of anything',
};

function article(type: string): string {
  const words: Record<string, string> = {
    string: 'a text',
    integer: 'a whole number',
    boolean: 'true or false',
    array: 'a list',
    object: 'an object',
    null: 'null',
  };
  return words[type] ?? `a ${type}`;
}
