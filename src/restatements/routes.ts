import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type TSchema, Type } from 'typebox';
import { journalKinds } from '../ledger/chain.ts';
import { newestJournal } from '../ledger/commands.ts';
import { JournalNumber } from '../ledger/routes.ts';
import { readPoint } from '../reports/knowledge.ts';
import { readWindow } from '../reports/window.ts';
import { callerOf } from '../web/access.ts';
import { problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import {
  Instant,
  MonthText,
  nullable,
  oneOf,
  Pounds,
  strict,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { workingLinks } from '../web/working-links.ts';
import { causes } from './cause.ts';
import { whatChanged } from './commands.ts';
import { changesDocument } from './document.ts';
import { type FigureKey, figureKeys } from './figures.ts';

function figures<Figure extends TSchema>(figure: Figure, description: string) {
  const properties = Object.fromEntries(figureKeys.map((key) => [key, figure]));
  return strict(properties as Record<FigureKey, Figure>, { description });
}

const known = (description: string) => figures(nullable(Pounds('Pounds.')), description);
const moved = figures(Pounds('Pounds; below zero for less.'), 'By how much each figure moved.');
const cause = oneOf(causes, 'Why.');

const restated = {
  in_words: Type.Array(
    strict({ figure: oneOf(figureKeys), sentence: Type.String(), sum: nullable(Type.String()) }),
    { description: 'Each figure that moved, by its causes, in one sentence and one sum.' },
  ),
  before: known('As known at the earlier point.'),
  after: known('As known at the later point.'),
  change: moved,
  causes: Type.Array(strict({ cause, words: Type.String(), change: moved }), {
    description: 'The change by its causes, adding up to it exactly.',
  }),
};

const ChangesDocument = strict({
  trust: Type.String(),
  basis: Type.String({ description: 'What every amount is made of.' }),
  from: nullable(MonthText('First service month; null for all.')),
  to: nullable(MonthText('Last service month; null for all.')),
  since: Type.Integer({ minimum: 0, description: 'The newest journal of the earlier point.' }),
  until: Type.Integer({ minimum: 0, description: 'The newest journal of the later point.' }),
  rule_versions: Type.Array(Type.String(), {
    description: 'The posting rules that the figures follow.',
  }),
  warnings: Type.Array(Type.String()),
  total: strict(restated),
  schools: Type.Array(strict({ urn: Urn, name: Type.String(), ...restated })),
  journals: Type.Array(
    strict({
      cause,
      number: JournalNumber,
      kind: oneOf(journalKinds),
      reason: Type.String(),
      recorded_by: Type.String(),
      recorded_at: Instant('When it was sealed.'),
      change: moved,
    }),
    { description: 'What each journal did for each cause.' },
  ),
});

const point = (description: string) =>
  Type.String({ description, maxLength: 10, examples: ['12', '2026-03-31'] });

const schema = {
  operationId: 'whatChanged',
  summary: 'What changed between two points of knowledge',
  description:
    "The trust's and each school's figures as they were known and as they are known later, and the change by its causes: invoices, credits, undone imports, a changed register, baselines and decisions.",
  tags: ['reports'],
  headers: ifNoneMatch,
  params: strict({ trust: TrustId }),
  querystring: strict({
    since: point('The earlier point: a journal, or a day as known at its end in London.'),
    until: Type.Optional(point('The later point; now if left out.')),
    from: Type.Optional(Type.String({ description: 'First service month.' })),
    to: Type.Optional(Type.String({ description: 'Last service month.' })),
  }),
  response: { 200: ChangesDocument, 304: notModified, ...problems(422) },
};

export const restatementRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const newest = newestJournal(service.database);
  app.get('/changes', { schema }, async (request, reply) => {
    const { trustName } = callerOf(request);
    const { database, trustId } = placeOf(request, service);
    const { since, until, from, to } = request.query;
    const asked = {
      window: readWindow(from, to),
      since: readPoint(since, 'since'),
      until: until === undefined ? {} : readPoint(until, 'until'),
    };
    const { hash } = await newest(trustId);
    if (isKnown(request, reply, [hash, trustName])) return reply.code(304).send();
    const document = changesDocument(await whatChanged(database, trustId, asked));
    const sides = [
      ['before', document.since],
      ['after', document.until],
    ] as const;
    const figures = sides.flatMap(([side, journal]) =>
      figureKeys.map((measure) => {
        return { title: `${side}.${measure}`, measure, window: asked.window, journal };
      }),
    );
    reply.header('link', workingLinks(trustId, figures));
    return { ...document };
  });
};
