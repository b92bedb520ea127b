import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import formbody from '@fastify/formbody';
import view from '@fastify/view';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import nunjucks from 'nunjucks';
import { Problem } from '../problem.ts';
import { refuseForeignForms } from './access.ts';
import { asProblem, failureReference, statusOf } from './errors.ts';
import { designSystem, sources } from './folders.ts';
import { sendHeaders } from './headers.ts';
import type { Navigation } from './navigation.ts';
import { readScripts } from './scripts.ts';
import { readStyles } from './styles.ts';
import { readTypeface } from './typeface.ts';

/** What a page shows, besides what its template needs. */
export interface Page {
  readonly title: string;
  /** Who is signed in; left out for nobody. */
  readonly person?: { readonly name: string } | undefined;
  /** What is wrong with what was sent: named in the title, on top, and at its fields. */
  readonly problem?: Problem | undefined;
  /** The trust that the page is about; left out for none. */
  readonly trust?: { readonly id: string; readonly name: string; readonly kind: string };
  readonly navigation?: Navigation;
  readonly [fact: string]: unknown;
}

const formBytesMax = 16 * 1024;

/** Nothing is run, shown or sent but what this service itself serves. */
const onlyOurs = {
  useDefaults: false,
  directives: {
    defaultSrc: ["'none'"],
    scriptSrc: ["'self'"],
    // A page asks for itself again, to show how far work in the background is.
    connectSrc: ["'self'"],
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
  const scripts = readScripts();
  sendHeaders(app, {
    contentSecurityPolicy: onlyOurs,
    strictTransportSecurity: { maxAge: 365 * 24 * 3600, includeSubDomains: false },
    // An address may hold the secret of a link; without any, browsers would not say where a form is from.
    referrerPolicy: { policy: 'same-origin' },
  });
  await app.register(formbody, { bodyLimit: formBytesMax });
  await app.register(view, {
    engine: { nunjucks },
    templates: [sources, designSystem],
    defaultContext: { styles: styles.url, script: scripts.first.url, isDemonstration },
    options: { throwOnUndefined: true, autoescape: true },
  });
  app.addHook('onRequest', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    refuseForeignForms(request);
  });
  app.setErrorHandler((error: Error, request, reply) => showRefusal(error, request, reply));
  serve(app, '/assets/styles.css', 'text/css; charset=utf-8', styles.text);
  serve(
    app,
    '/assets/icon.svg',
    'image/svg+xml',
    readFileSync(join(sources, 'web/assets/icon.svg')),
  );
  for (const { path, text } of scripts.all)
    serve(app, path, 'text/javascript; charset=utf-8', text);
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
  { person, problem, trust, navigation, ...facts }: Page,
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
    above: [],
    source: null,
    ...facts,
    person: person ?? null,
    trust: trust ?? null,
    navigation: navigation ?? { sections: [], within: [] },
    problems,
    errors,
  });
  return reply.type('text/html; charset=utf-8').send(html);
}

/** Whether somebody would have to sign in first. */
export function isSignInMissing(error: Error): boolean {
  return error instanceof Problem && statusOf(error) === 401;
}

const titles: Readonly<Record<number, string>> = {
  403: 'This is not open to you',
  404: 'There is no such page',
};

/** A refusal as a page: what is wrong and what to do, in the frame of the page that was asked for. */
export async function showRefusal(
  error: FastifyError | Problem | Error,
  request: FastifyRequest,
  reply: FastifyReply,
  frame: Partial<Page> = {},
) {
  const problem = error instanceof Problem ? error : asProblem(error as FastifyError, request);
  const status = problem ? statusOf(problem) : 500;
  const reference = status >= 500 ? failureReference(request, error) : null;
  reply.code(status);
  const title = titles[status] ?? (problem ? 'This cannot be done' : 'The service failed');
  return showPage(reply, 'web/views/error.njk', { ...frame, title, problem, reference });
}
