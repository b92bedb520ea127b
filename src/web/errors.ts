import { randomUUID } from 'node:crypto';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type TUnsafe, Type } from 'typebox';
import { Problem, type ProblemCode, type ProblemDetail, problemCodes } from '../problem.ts';
import { requestFaults } from './request-faults.ts';
import { named, nullable, oneOf, strict } from './schemas.ts';

const fault = strict({
  code: oneOf(Object.keys(problemCodes) as ProblemCode[]),
  message: Type.String(),
  remedy: Type.Optional(Type.String({ description: 'What to do about it.' })),
  pointer: Type.Optional(Type.String({ description: 'Where in the body, as a JSON pointer.' })),
  parameter: Type.Optional(Type.String({ description: 'Which part of the address or header.' })),
  file: Type.Optional(Type.String()),
  row: Type.Optional(Type.Integer({ description: 'Row of the file, counted from 1.' })),
  column: Type.Optional(Type.String({ description: 'Column of the file.' })),
  found: Type.Optional(Type.String({ description: 'What stood there.' })),
});

/** A refusal as RFC 9457 writes it; `errors` has one entry for each thing that is wrong. */
export const ProblemDocument = strict(
  {
    type: Type.String({ format: 'uri-reference', description: 'Where the problem is explained.' }),
    title: Type.String({ description: 'The kind of problem, always in the same words.' }),
    status: Type.Integer({ minimum: 400, maximum: 599 }),
    detail: Type.String({ description: 'What is wrong here, and what to do.' }),
    instance: Type.String({ format: 'uri-reference', description: 'What was asked for.' }),
    errors: Type.Array(fault),
    reference: nullable(
      Type.String({ description: 'The number under which a failure of the service is logged.' }),
    ),
  },
  { $id: 'Problem', description: 'A refusal (RFC 9457).' },
);

/** A thing that the address of a request names and that is not there. */
export class NotThere extends Problem {}

/** A refusal of the request itself, before it came to any rule of the ledger. */
export class Refused extends Problem {
  readonly status: number;
  constructor(status: number, detail: ProblemDetail) {
    super(detail);
    this.status = status;
  }
}

const statuses: Partial<Record<ProblemCode, number>> = {
  'request.unreadable': 400,
  'window.unreadable': 400,
  'access.denied': 401,
  'baseline.self-approved': 403,
  'period.same-person': 403,
  'validation.author': 403,
  'baseline.settled': 409,
  'claim.twice': 409,
  'claim.unknown': 409,
  'contract.signed': 409,
  'forecast.twice': 409,
  'forecast.unknown': 409,
  'import.unknown': 409,
  'key.running': 409,
  'period.closed': 409,
  'register.conflict': 409,
  'settlement.unfit': 409,
  'sourcing.unfit': 409,
  'run.finished': 409,
  'run.underway': 409,
  'link.ended': 410,
  'file.too-large': 413,
  'signin.too-many': 429,
  'request.too-many': 429,
  'run.broken-off': 500,
  'document.damaged': 500,
  'database.unavailable': 503,
  'database.version': 503,
};

/** The status of a refusal; 422 where the request is well formed and the ledger says no. */
export function statusOf(problem: Problem): number {
  if (problem instanceof Refused) return problem.status;
  if (problem instanceof NotThere) return 404;
  const [first] = problem.details;
  const status = statuses[problem.code];
  if (status) return status;
  // What a body names has a place there; what the address names has none, and is simply missing.
  const isInAddress = first?.column === undefined && first?.file === undefined;
  return problem.code.endsWith('.unknown') && isInAddress ? 404 : 422;
}

const meanings: Record<number, string> = {
  400: 'The request does not have the documented form.',
  401: 'The key is missing or unknown.',
  403: 'This person or key may not do it.',
  404: 'There is no such thing.',
  406: 'None of the wanted formats is offered.',
  409: 'It does not fit the present state; nothing was changed.',
  413: 'The file is too large.',
  415: 'The body has another type than the ones that are taken.',
  422: 'The request is well formed and cannot be done; nothing was changed.',
  500: 'The service failed; the reference says where it is logged.',
  429: 'This caller, or this address, asks too often: Retry-After says when to ask again.',
  503: 'The database does not answer.',
};

interface Refusal {
  readonly description: string;
  // Handlers throw refusals and never return one, so for the compiler there is nothing to return.
  readonly content: { readonly 'application/problem+json': { readonly schema: TUnsafe<never> } };
}

/** The refusals that a route behind a key may answer with. */
export function problems<const Status extends number = 500>(...own: readonly Status[]) {
  return openProblems<Status | 400 | 401 | 403 | 404 | 429 | 503>(
    ...([400, 401, 403, 404, 429, 503] as const),
    ...own,
  );
}

/** The refusals that any route may answer with: each may fail. */
export function openProblems<const Status extends number = 500>(...own: readonly Status[]) {
  const all = [...new Set<number>([...own, 500])].sort();
  const content = { 'application/problem+json': { schema: named(ProblemDocument) } };
  const responses = all.map((status) => [status, { description: meanings[status], content }]);
  return Object.fromEntries(responses) as Record<Status, Refusal>;
}

/** Gives every refusal and failure of the service one form, and hides what is inside. */
export function handleErrors(app: FastifyInstance): void {
  app.addSchema(ProblemDocument);
  app.setErrorHandler((error: FastifyError, request, reply) => refuse(error, request, reply));
  refuseUnknown(app);
}

/** Refuses addresses that lead nowhere, behind the hooks of their part of the service. */
export function refuseUnknown(app: FastifyInstance): void {
  app.setNotFoundHandler((request, reply) => refuse(noSuchAddress(request), request, reply));
}

/** The refusal of an address that leads nowhere. */
export function noSuchAddress(request: FastifyRequest): Problem {
  return new NotThere({
    code: 'request.unreadable',
    message: `There is nothing at ${request.method} ${pathOf(request)}.`,
    remedy: 'The addresses of the API are listed at /documentation.',
  });
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? request.url;

/** Answers with what went wrong. */
export function refuse(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = error instanceof Problem ? error : asProblem(error, request);
  const status = problem ? statusOf(problem) : 500;
  const reference = status >= 500 ? failureReference(request, error) : null;
  return reply
    .code(status)
    .type('application/problem+json')
    .send({ ...documentOf(problem, request.method), status, instance: pathOf(request), reference });
}

/** Logs a failure, and gives the number under which it is found there. */
export function failureReference(request: FastifyRequest, error: unknown): string {
  const reference = randomUUID();
  request.log.error({ err: error, reference }, 'request failed');
  return reference;
}

/** What the framework refuses, in the words of the product; undefined for a failure. */
export function asProblem(error: FastifyError, request: FastifyRequest): Problem | undefined {
  if (error.validation) {
    return new Problem(requestFaults(error.validation, error.validationContext ?? 'body', request));
  }
  const status = error.statusCode ?? 500;
  if (status < 400 || status > 499) return undefined;
  // Only the framework's own words are known to say nothing of the inside.
  const message = error.code?.startsWith('FST_') ? error.message : 'The request cannot be read.';
  return new Refused(status, { code: 'request.unreadable', message });
}

const shownErrors = 200;

/** A refusal of work in the background: kept, and told to whoever asks later. */
export function writeRefusal(problem: Problem) {
  return { ...documentOf(problem, 'POST'), status: statusOf(problem), reference: null };
}

function documentOf(problem: Problem | undefined, method: string) {
  if (!problem) {
    return {
      type: 'about:blank',
      title: 'The service failed.',
      detail: 'Nothing of this request was saved. Try again, and report the reference if it lasts.',
      errors: [],
    };
  }
  const [first] = problem.details;
  const rest = problem.details.length - shownErrors;
  return {
    type: `/problems/${problem.code}`,
    title: problemCodes[problem.code],
    detail: [first?.message, first?.remedy, rest > 0 ? `And ${rest} more.` : undefined]
      .filter(Boolean)
      .join(' '),
    errors: problem.details.slice(0, shownErrors).map((detail) => writeFault(detail, method)),
  };
}

function writeFault({ column, ...detail }: ProblemDetail, method: string) {
  if (column === undefined) return detail;
  // A column of a file stays one; otherwise it is a field of the request.
  if (detail.file !== undefined || detail.row !== undefined) return { ...detail, column };
  return method === 'GET'
    ? { ...detail, parameter: column }
    : { ...detail, pointer: `#/${column}` };
}
