import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { type Static, type TSchema, Type } from 'typebox';
import { newestJournal } from '../ledger/commands.ts';
import { knowledgeIn } from '../reports/knowledge.ts';
import { callerOf } from '../web/access.ts';
import { NotThere, problems } from '../web/errors.ts';
import { ifNoneMatch, isKnown, notModified } from '../web/etag.ts';
import {
  Id,
  knowledgeQuery,
  MonthText,
  nullable,
  oneOf,
  Pounds,
  strict,
  TrustId,
  Urn,
} from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { writeWorking } from './answer.ts';
import { explainEntry, explainFigure, explainLine } from './commands.ts';
import { writeEntryWorking } from './entry-answer.ts';
import { writeLineWorking } from './line-answer.ts';
import { measures } from './measure.ts';
import { hrefOf, readPlace, type Target } from './place.ts';

const Known = Type.Integer({ minimum: 0, description: 'The newest journal that is known.' });
const Href = Type.String({
  format: 'uri-reference',
  description: 'Where it is explained further.',
});
const Sentence = Type.String({ description: 'To be read, or copied into a paper.' });
const Figure = Type.String({ description: 'Pounds, a quantity, a weight or a percentage.' });
/** What is stored, by name: texts and numbers as they are. */
const Facts = Type.Unsafe<Record<string, string | number | null>>({
  type: 'object',
  additionalProperties: { type: ['string', 'number', 'null'] },
});

const ExplanationDocument = strict(
  {
    about: Type.String({ description: 'Which step or figure it explains.' }),
    value: nullable(Figure),
    unit: oneOf(['pounds', 'price', 'number', 'percent']),
    sentence: Sentence,
    sum: nullable(Type.String({ description: 'The same as a sum, with nothing but numbers.' })),
    rounding: oneOf(['none', 'nearest', 'down'], 'How it became whole pence.'),
    odd_penny: Pounds('The penny that was left over and came here.'),
    terms: Type.Array(
      strict({
        sign: oneOf(['+', '-', '×', '÷']),
        label: Type.String(),
        value: nullable(Figure),
        unit: oneOf(['pounds', 'price', 'number', 'percent']),
        href: nullable(Href),
      }),
    ),
  },
  { $id: 'Explanation', description: 'A figure with the sum that makes it, in one sentence.' },
);
const Explained = Type.Unsafe<Static<typeof ExplanationDocument>>({ $ref: 'Explanation#' });

const WorkingDocument = strict({
  trust: Type.String(),
  basis: Type.String({ description: 'What every amount is made of.' }),
  journal: Known,
  rule_version: Type.String({ description: 'The posting rules that its figures follow.' }),
  place: strict({
    urn: nullable(Urn),
    name: nullable(Type.String()),
    contract: nullable(Type.String()),
    item: nullable(Type.String()),
    month: nullable(MonthText('The service month.')),
    from: nullable(MonthText('First service month.')),
    to: nullable(MonthText('Last service month.')),
  }),
  measure: oneOf(measures),
  unit: oneOf(['pounds', 'percent']),
  value: nullable(Figure),
  sentence: Sentence,
  sum: nullable(Type.String()),
  figure: Explained,
  besides: Type.Array(Explained, { description: 'What has to be known beside the figure.' }),
  below: Explained,
});

const EntryWorkingDocument = strict({
  trust: Type.String(),
  journal: Known,
  rule_version: Type.String(),
  entry: strict({
    id: Id('The entry.'),
    urn: Urn,
    name: Type.String(),
    contract: Type.String(),
    item: Type.String(),
    class: Type.String(),
    service_month: MonthText('The month of the service.'),
    booked_month: MonthText('The month whose books carry it.'),
    days: Type.Integer({ description: 'How many days of the month it is about.' }),
    quantity: Type.String(),
    cost: Pounds('Net plus irrecoverable VAT.'),
    baseline_cost: nullable(Pounds('What the same would have cost before.')),
    indexed_cost: nullable(Pounds('The same at indexed prices.')),
    is_sustained: Type.Boolean(),
  }),
  value: nullable(Figure),
  sentence: Sentence,
  sum: nullable(Type.String()),
  figure: Explained,
  making: Type.Array(Explained, {
    description: 'How it was made, step by step, from what is stored.',
  }),
  weight: nullable(Facts),
  baseline: nullable(Facts),
  notes: Type.Array(Sentence),
  history: Type.Array(
    strict({
      entry: Id('The entry that did it.'),
      what: oneOf(['made', 'taken back', 'brought back']),
      journal: Type.Integer(),
      sentence: Sentence,
      href: Href,
      cause: nullable(Href),
    }),
  ),
  line: strict({ file: Type.String(), row: Type.Integer(), document: Type.String(), href: Href }),
});

const LineWorkingDocument = strict({
  trust: Type.String(),
  journal: Known,
  sentence: Sentence,
  line: Facts,
  row: strict({
    number: Type.Integer({ description: 'The row of the file, counted from 1.' }),
    cells: nullable(Type.Array(strict({ column: Type.String(), value: Type.String() }))),
  }),
  file: Facts,
  posted: Facts,
  shares: Type.Array(Facts, { description: 'The parts of a joint line, and the odd pennies.' }),
  entries: Type.Array(Facts),
});

const about = { tags: ['reports'], headers: ifNoneMatch };
const answers = <Document extends TSchema>(document: Document) => {
  return { 200: document, 304: notModified, ...problems() };
};

const figureSchema = {
  ...about,
  operationId: 'explainFigure',
  summary: 'How a figure came about',
  description:
    'The working of any figure: one sentence, one sum, and links to the level below: trust, school, contract, item and month, entry, row of the file.',
  params: strict({ trust: TrustId }),
  querystring: strict({
    measure: Type.Optional(oneOf(measures, 'Which figure; net_saving if left out.')),
    urn: Type.Optional(Urn),
    contract: Type.Optional(Type.String({ description: 'The reference of a contract.' })),
    item: Type.Optional(Type.String({ description: 'An item of that contract.' })),
    month: Type.Optional(MonthText('One service month.')),
    from: Type.Optional(MonthText('First service month.')),
    to: Type.Optional(MonthText('Last service month.')),
    ...knowledgeQuery,
    after: Type.Optional(Id('Of a cell with many entries: those after this one.')),
  }),
  response: answers(WorkingDocument),
};

const entrySchema = {
  ...about,
  operationId: 'explainEntry',
  summary: 'How an entry came about',
  description:
    'An entry from the stored inputs of its line: shares and odd pennies, VAT, months, baseline version, and what took it back.',
  params: strict({ trust: TrustId, entry: Id('The entry.') }),
  querystring: strict(knowledgeQuery),
  response: answers(EntryWorkingDocument),
};

const lineSchema = {
  ...about,
  operationId: 'explainLine',
  summary: 'The row behind a line',
  description:
    'A posted line with the row of its file as it is kept, the hashes of the file, who sent it, and the entries that came of it.',
  params: strict({ trust: TrustId, line: Id('The line.') }),
  querystring: strict(knowledgeQuery),
  response: answers(LineWorkingDocument),
};

export const workingRoutes: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  const newest = newestJournal(service.database);
  app.addSchema(ExplanationDocument);
  const linkFor = (trustId: string, journal: number) => (target: Target) =>
    hrefOf(trustId, journal, target);

  app.get('/workings', { schema: figureSchema }, async (request, reply) => {
    const { trustName } = callerOf(request);
    const { database, trustId } = placeOf(request, service);
    const { measure = 'net_saving', as_known_at, as_known_on, after, ...query } = request.query;
    const knowledge = knowledgeIn({ as_known_at, as_known_on });
    const place = readPlace(query);
    const { hash } = await newest(trustId);
    if (isKnown(request, reply, [hash, trustName])) return reply.code(304).send();
    const asked = { place, measure, after, ...knowledge };
    const working = await explainFigure(database, trustId, asked);
    return writeWorking(working, linkFor(trustId, working.journal));
  });

  app.get('/workings/entries/:entry', { schema: entrySchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { entry: id } = request.params;
    const working = await explainEntry(database, trustId, id, knowledgeIn(request.query));
    if (!working) throw notThere('entry', id);
    const answer = writeEntryWorking(working, linkFor(trustId, working.journal));
    // The register has a part in it, and that changes without a journal.
    if (isKnown(request, reply, [JSON.stringify(answer)])) return reply.code(304).send();
    return answer;
  });

  app.get('/workings/lines/:line', { schema: lineSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { line: id } = request.params;
    const working = await explainLine(database, trustId, id, knowledgeIn(request.query));
    if (!working) throw notThere('line', id);
    const answer = writeLineWorking(working, linkFor(trustId, working.journal));
    if (isKnown(request, reply, [JSON.stringify(answer)])) return reply.code(304).send();
    return answer;
  });
};

const notThere = (what: 'entry' | 'line', found: string) =>
  new NotThere({ code: `${what}.unknown`, found, message: `There is no ${what} ${found}.` });
