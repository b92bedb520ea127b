import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import helmet from '@fastify/helmet';
import view from '@fastify/view';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import nunjucks from 'nunjucks';
import { Problem } from '../problem.ts';
import { refuseForeignForms } from './access.ts';
import { asProblem, failureReference, statusOf } from './errors.ts';
import { designSystem, sources } from './folders.ts';
import { readStyles } from './styles.ts';
import { readTypeface } from './typeface.ts';

/** What a page shows, besides what its template needs. */
export interface Page {
  readonly title: string;
  /** Who is signed in; left out for nobody. */
  readonly person?: { readonly name: string } | undefined;
  /** What is wrong with what was sent: named in the title, on top, and at its fields. */
  readonly problem?: Problem | undefined;
  readonly [fact: string]: unknown;
}

const formBytesMax = 16 * 1024;

/** Nothing is run, shown or sent but what this service itself serves. */
const onlyOurs = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    styleSrc: ["'self'"],
    fontSrc: ["'self'"],
    imgSrc: ["'self'"],
    formAction: ["'self'"],
    frameAncestors: ["'none'"],
    baseUri: ["'none'"],
  },
};

/**
 * Makes a part of the service one that shows pages: with forms, templates and styles, refusals as
 * pages, and nothing that changes something taken from another site.
 */
export async function showPages(app: FastifyInstance, isDemonstration: boolean): Promise<void> {
  const typeface = readTypeface();
  const styles = readStyles(typeface);
  await app.register(helmet, {
    contentSecurityPolicy: onlyOurs,
    strictTransportSecurity: { maxAge: 365 * 24 * 3600, includeSubDomains: false },
    // An address may hold the secret of a link; without any, browsers would not say where a form is from.
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(formbody, { bodyLimit: formBytesMax });
  await app.register(view, {
    engine: { nunjucks },
    templates: [sources, designSystem],
    defaultContext: { styles: styles.url, isDemonstration },
    options: { throwOnUndefined: true, autoescape: true },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    refuseForeignForms(request);
  });
  app.setErrorHandler(showRefusal);
  serve(app, '/assets/styles.css', 'text/css; charset=utf-8', styles.text);
  serve(
    app,
    '/assets/icon.svg',
    'image/svg+xml',
    readFileSync(join(sources, 'web/assets/icon.svg')),
  );
  for (const { path, bytes } of typeface) serve(app, path, 'font/woff2', bytes);
}

/** Serves what never changes under its address. */
function serve(app: FastifyInstance, path: string, type: string, content: string | Buffer): void {
  app.get(path, { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'public, max-age=31536000, immutable').type(type).send(content),
  );
}

/** Answers with a page. */
export async function showPage(
  reply: FastifyReply,
  template: string,
  { person, problem, ...facts }: Page,
): Promise<FastifyReply> {
  const problems = (problem?.details ?? []).map(({ column, message, remedy }) => ({
    field: column ?? null,
    text: [message, remedy].filter(Boolean).join(' '),
  }));
  const errors = Object.fromEntries(
    problems.filter(({ field }) => field).map(({ field, text }) => [field, { text }]),
  );
  if (problem) reply.code(statusOf(problem));
  const html = await reply.viewAsync(template, {
    ...facts,
    person: person ?? null,
    problems,
    errors,
  });
  return reply.type('text/html; charset=utf-8').send(html);
}

/** A refusal as a page: what is wrong and what to do. */
async function showRefusal(
  error: FastifyError | Problem,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const problem = error instanceof Problem ? error : asProblem(error, request);
  const status = problem ? statusOf(problem) : 500;
  const reference = status >= 500 ? failureReference(request, error) : null;
  reply.code(status);
  const title = problem ? 'This cannot be done' : 'The service failed';
  return showPage(reply, 'web/views/error.njk', { title, problem, reference });
}
