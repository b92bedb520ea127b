import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { suppliersOf } from '../contracts/store.ts';
import { inTrust } from '../database/tenant.ts';
import { receiveFile } from '../imports/commands.ts';
import { fileTemplate } from '../imports/pages.ts';
import { putProfile } from '../invoices/commands.ts';
import { Problem, type ProblemCode } from '../problem.ts';
import { askerOf, askForRun, isLargeImport } from '../runs/commands.ts';
import { callerOf } from '../web/access.ts';
import { readFileForm, takeFileForms } from '../web/file-form.ts';
import { type HeldFile, type HeldFiles, holdFiles } from '../web/held-files.ts';
import { answerOnce } from '../web/idempotency.ts';
import { mayOpen } from '../web/navigation.ts';
import { atField, onlyProblem, typedForm } from '../web/page-forms.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { readingOf, supplierByName } from './commands.ts';
import { namedColumns, profileFrom, type Typed, typedFrom } from './mapping.ts';
import { formsInWords, mappingForm } from './reading.ts';

interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

const params = strict({ trust: TrustId });
const newSchema = { hide: true, operationId: 'showUpload', params };
const sendSchema = { hide: true, operationId: 'uploadFile', params };
const ofFile = { hide: true, params: strict({ trust: TrustId, file: Id('The file that waits.') }) };
const askSchema = { ...ofFile, operationId: 'showMapping' };
const mapSchema = { ...ofFile, operationId: 'putProfile', body: typedForm };
const againSchema = {
  ...ofFile,
  operationId: 'uploadFile',
  body: strict({ supplier: Type.Optional(Type.String({ maxLength: 300 })) }),
};

/** The steps in which a file is sent and understood, until it is taken in as an import. */
export const loadingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  await takeFileForms(app);
  const held = holdFiles(app);
  const take = taking(service, held);

  app.get('/imports/new', { schema: newSchema }, (request, reply) =>
    showUpload(service, { request, reply }, {}),
  );

  app.post('/imports/new', { schema: sendSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const sent = await readFileForm(request, service.uploadBytesMax).catch(onlyProblem);
    if (sent instanceof Problem) return showUpload(service, exchange, { problem: sent });
    const { file, fields } = sent;
    const supplier = fields.supplier || undefined;
    if (!file) return showUpload(service, exchange, { problem: noFile(), supplier });
    const problem = await take(exchange, held.hold(callerOf(request), { file, supplier }));
    return problem && showUpload(service, exchange, { problem, supplier });
  });

  app.get('/imports/waiting/:file', { schema: askSchema }, (request, reply) => {
    const waiting = held.find(callerOf(request), request.params.file);
    return askAbout(service, { request, reply }, waiting, {});
  });

  app.post('/imports/waiting/:file/receive', { schema: againSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const { file: id } = request.params;
    const waiting = held.find(callerOf(request), id);
    const { supplier = waiting.supplier } = request.body;
    const newColumns = supplier ? await columnsOf(service, exchange, { ...waiting, supplier }) : [];
    const problem = await take(exchange, id, { supplier, newColumns });
    return problem && askAbout(service, exchange, waiting, { problem });
  });

  app.post('/imports/waiting/:file', { schema: mapSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const { file: id } = request.params;
    const waiting = held.find(callerOf(request), id);
    const problem =
      (await keepMapping(service, exchange, waiting, request.body).catch(onlyProblem)) ??
      (await take(exchange, id, { newColumns: await columnsOf(service, exchange, waiting) }));
    return problem && askAbout(service, exchange, waiting, { problem, typed: request.body });
  });
};

/** What a person can say of a file, after which it can be read. */
const answerable: readonly ProblemCode[] = [
  'profile.missing',
  'column.unknown',
  'column.missing',
  'date.order',
  'number.form',
];

/**
 * Takes a held file in, and leads on to its import; or leads to the question how it is read. What else
 * is wrong is answered, and the file is let go.
 */
function taking(service: Service, held: HeldFiles) {
  return async (
    exchange: Exchange,
    id: string,
    said: { supplier?: string | undefined; newColumns?: readonly string[] } = {},
  ): Promise<Problem | undefined> => {
    const caller = callerOf(exchange.request);
    const { file, supplier } = { ...held.find(caller, id), ...said };
    const base = `/trusts/${caller.trustId}/imports`;
    const sent = { name: file.name, open: file.open, supplier, newColumns: said.newColumns };
    const taken = await answerOnce(
      service,
      { ...exchange, content: file.sha256 },
      async ({ database, trustId, person }) => {
        const { importId } = await receiveFile(database, trustId, sent, person);
        if (await isLargeImport(database, trustId, importId)) {
          const wish = { importId, work: 'check', allOrNothing: false } as const;
          const all = { ...wish, controlTotal: undefined, ...askerOf(person) };
          await askForRun(database, trustId, all, person);
        }
        return { status: 303, body: { import: importId } };
      },
    ).catch(onlyProblem);
    if (taken instanceof Problem && answerable.includes(taken.code) && !caller.limit) {
      const told = await supplierByName(service.database, caller.trustId, file.name);
      held.change(id, { supplier: supplier ?? told, problem: taken });
      exchange.reply.redirect(`${base}/waiting/${id}`, 303);
      return undefined;
    }
    await held.release(id);
    if (taken instanceof Problem) return taken;
    exchange.reply.redirect(`${base}/${taken.import}`, 303);
    return undefined;
  };
}

async function keepMapping(
  service: Service,
  exchange: Exchange,
  { file, supplier = '' }: HeldFile,
  typed: Typed,
): Promise<undefined> {
  const { trustId } = callerOf(exchange.request);
  const reading = await readingOf(service.database, trustId, { ...file, supplier });
  const said = profileFrom(typed, reading.profile, reading.header);
  if ('problems' in said) throw new Problem(said.problems);
  const kept = { name: reading.name, document: said.profile };
  await answerOnce(service, exchange, async ({ database }) => {
    const { profile } = await putProfile(database, trustId, kept);
    return { status: 303, body: { name: profile.name, version: profile.version } };
  });
}

/** The columns that a person has looked through, once the form or the question is answered. */
async function columnsOf(
  { database }: Service,
  { request }: Exchange,
  { file, supplier = '' }: HeldFile,
): Promise<readonly string[]> {
  const { trustId } = callerOf(request);
  const reading = await readingOf(database, trustId, { ...file, supplier }).catch(onlyProblem);
  return reading instanceof Problem ? [] : namedColumns(reading.header);
}

/** Asks whose file it is, or what its columns are. */
async function askAbout(
  service: Service,
  exchange: Exchange,
  { file, supplier, problem: why }: HeldFile,
  { problem, typed }: { problem?: Problem; typed?: Typed },
) {
  const { database } = service;
  const caller = callerOf(exchange.request);
  const { trustId } = caller;
  const found = supplier
    ? await readingOf(database, trustId, { ...file, supplier }).catch(onlyProblem)
    : undefined;
  const reading = found instanceof Problem ? undefined : found;
  const filled = reading && typedFrom(reading.profile, reading.header, reading.newColumns);
  const base = `/trusts/${trustId}/imports`;
  const [path = ''] = exchange.request.url.split(/\/receive|\?/, 1);
  return showTrustPage(service, exchange, 'loading/views/waiting.njk', {
    title: supplier ? 'Say how the file is read' : 'Say whose file it is',
    above: [{ text: 'Import', href: base }],
    source: null,
    problem: problem ?? (found instanceof Problem ? found : undefined),
    base,
    path,
    file: file.name,
    supplier: supplier ?? null,
    supplierChoices: await supplierChoices(service, trustId, supplier),
    why: why?.details.map(({ message }) => message) ?? [],
    isColumnNew: why?.code === 'column.unknown',
    mayMap: mayOpen(caller, '/imports/waiting/:file', 'POST'),
    reading: reading && {
      ...reading,
      forms: formsInWords(reading),
      rows: reading.rows.map((row) => reading.header.map((_, at) => row[at] ?? '')),
    },
    form: reading && mappingForm(reading, typed ?? filled ?? {}),
  });
}

/** The form of the first step; what was refused is told at the file. */
async function showUpload(
  service: Service,
  exchange: Exchange,
  { problem, supplier = '' }: { problem?: Problem; supplier?: string | undefined },
) {
  const { trustId } = callerOf(exchange.request);
  const base = `/trusts/${trustId}/imports`;
  return showTrustPage(service, exchange, 'loading/views/upload.njk', {
    title: 'Send a file of invoices',
    above: [{ text: 'Import', href: base }],
    source: null,
    problem: problem && atField(problem, 'file'),
    base,
    supplierChoices: await supplierChoices(service, trustId, supplier),
    mebibytes: Math.floor(service.uploadBytesMax / 1024 / 1024),
    template: fileTemplate,
  });
}

async function supplierChoices({ database }: Service, trustId: string, chosen = '') {
  const suppliers = await inTrust(database, trustId, suppliersOf);
  const names = ['', ...suppliers.map(({ name }) => name).sort()];
  return names.map((value) => {
    return { value, text: value || 'Told by the name of the file', selected: value === chosen };
  });
}

const noFile = () =>
  new Problem({
    code: 'file.empty',
    column: 'file',
    message: 'Choose the file of invoices that the supplier sent.',
  });
