import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Static } from 'typebox';
import { readBaseline } from '../baselines/routes.ts';
import { inTrust } from '../database/tenant.ts';
import { Problem } from '../problem.ts';
import { schoolsOf } from '../schools/store.ts';
import { callerOf } from '../web/access.ts';
import { type FileForm, readFileForm, takeFileForms } from '../web/file-form.ts';
import { answerForm } from '../web/form-answer.ts';
import type { Write } from '../web/idempotency.ts';
import { atField, onlyProblem } from '../web/page-forms.ts';
import { Id, strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import {
  documentTooLarge,
  evidenceBytesMax,
  evidenceFor,
  keepEvidence,
  linkEvidence,
} from './commands.ts';
import type { Evidence } from './evidence.ts';
import { readEvidence } from './evidence-form.ts';
import { documentsView } from './evidence-words.ts';
import { writeEvidence } from './routes.ts';

const params = strict({ trust: TrustId, baseline: Id('The id of the version.') });
const askSchema = { hide: true, operationId: 'askForEvidence', params };
const sendSchema = { hide: true, operationId: 'keepBaselineEvidence', params };
interface Exchange {
  readonly request: FastifyRequest & { params: Static<typeof params> };
  readonly reply: FastifyReply;
}

/** The documents that prove a price, and the form by which one is added. */
export const evidencePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  await takeFileForms(app);
  const bytesMax = Math.min(service.uploadBytesMax, evidenceBytesMax);

  app.get('/baselines/:baseline/evidence', { schema: askSchema }, (request, reply) =>
    showForm(service, { request, reply }, {}),
  );

  app.post('/baselines/:baseline/evidence', { schema: sendSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const sent = await readFileForm(request, bytesMax).catch(onlyProblem);
    if (sent instanceof Problem) {
      const isLarge = sent.code === 'file.too-large';
      return showForm(service, exchange, { problem: isLarge ? documentTooLarge(bytesMax) : sent });
    }
    const { baseline } = request.params;
    return answerForm(service, exchange, {
      field: 'file',
      again: (problem) => showForm(service, exchange, { problem, typed: sent.fields }),
      work: async (write) => ({ status: 303, body: await add(write, baseline, sent) }),
      leadsTo: () => `/trusts/${request.params.trust}/baselines/${baseline}#documents`,
    }).finally(() => sent.file?.close());
  });
};

/** Keeps a document, or names one that lies elsewhere. */
async function add(write: Write, baselineId: string, { fields, file }: FileForm) {
  const { database, trustId, person } = write;
  const said = readEvidence(fields, file, await evidenceFor(database, trustId, baselineId));
  if (said.kind === 'link') {
    return writeEvidence(await linkEvidence(database, trustId, { baselineId, ...said }, person));
  }
  if (!file) throw new Error('a form without a file was read as one with it');
  const sent = { baselineId, name: said.name, open: file.open };
  return writeEvidence(await keepEvidence(database, trustId, sent, person));
}

interface Told {
  readonly problem?: Problem;
  readonly typed?: FileForm['fields'];
}

async function showForm(service: Service, exchange: Exchange, { problem, typed = {} }: Told) {
  const { request } = exchange;
  const { database, trustId } = placeOf(request, service);
  const { baseline: id } = request.params;
  const version = await readBaseline({ database, trustId }, id);
  const schools = await inTrust(database, trustId, schoolsOf);
  const school = schools.find(({ urn }) => urn === version.urn)?.name ?? version.urn;
  const base = `/trusts/${callerOf(request).trustId}/baselines`;
  const name = `${version.item}, ${school}`;
  const bytesMax = Math.min(service.uploadBytesMax, evidenceBytesMax);
  const documents = await evidenceFor(database, trustId, id);
  const isFile = (field?: string) => field === undefined || !fields.includes(field);
  return showTrustPage(service, exchange, 'evidence/views/add.njk', {
    title: 'Add a document',
    problem: problem && (isFile(problem.details[0]?.column) ? atField(problem, 'file') : problem),
    above: [
      { text: 'What schools paid before', href: base },
      { text: name, href: `${base}/${id}` },
    ],
    source: null,
    path: `${base}/${id}/evidence`,
    name,
    documents: documentsView(documents, (each) => evidenceAddress(trustId, id, each)),
    isElsewhere: typed.where === 'elsewhere',
    typed: Object.fromEntries(fields.map((field) => [field, typed[field] ?? ''])),
    mebibytes: Math.floor(bytesMax / 1024 / 1024),
  });
}

const fields = ['name', 'url', 'sha256'];

/** Where a kept document is taken from. */
export const evidenceAddress = (trustId: string, baselineId: string, { id }: Evidence) =>
  `/v1/trusts/${trustId}/baselines/${baselineId}/evidence/${id}`;
