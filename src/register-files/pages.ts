import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type CsvRow, readCsv } from '../csv/csv-reader.ts';
import { decodeText } from '../csv/encoding.ts';
import { Problem } from '../problem.ts';
import { loadContent } from '../trusts/commands.ts';
import { callerOf } from '../web/access.ts';
import { type FileForm, readFileForm, takeFileForms } from '../web/file-form.ts';
import { answerOnce } from '../web/idempotency.ts';
import { atField, onlyProblem } from '../web/page-forms.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { registerFiles } from './register-file.ts';

const params = strict({ trust: TrustId });
const showSchema = { hide: true, operationId: 'showRegisterFiles', params };
const loadSchema = { hide: true, operationId: 'loadRegisterFile', params };
interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

/** Many schools, contracts or prices at once, from a file of the trust's own. */
export const registerFilePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  await takeFileForms(app);

  app.get('/register-files', { schema: showSchema }, (request, reply) =>
    showFiles(service, { request, reply }, {}),
  );

  app.post('/register-files', { schema: loadSchema }, async (request, reply) => {
    const exchange = { request, reply };
    const sent = await readFileForm(request, service.uploadBytesMax).catch(onlyProblem);
    if (sent instanceof Problem) return showFiles(service, exchange, { problem: sent });
    const { kind = '' } = sent.fields;
    const loaded = await load(service, exchange, sent)
      .catch(onlyProblem)
      .finally(() => sent.file?.close());
    return loaded instanceof Problem
      ? showFiles(service, exchange, { kind, problem: loaded })
      : showFiles(service, exchange, { kind, rows: loaded });
  });
};

/** Loads a file whole, or nothing of it; tells how many rows it has. */
async function load(service: Service, exchange: Exchange, { fields, file }: FileForm) {
  const known = registerFiles.find((each) => each.file === fields.kind);
  if (!known || !file) {
    const faults = [
      ...(known ? [] : [['kind', 'Choose what the file holds.']]),
      ...(file ? [] : [['file', 'Choose the file.']]),
    ].map(([column = '', message = '']) => ({
      code: 'request.unreadable' as const,
      column,
      message,
    }));
    throw new Problem(faults);
  }
  const rows: CsvRow[] = [];
  for await (const row of readCsv(decodeText(file.open(), 'utf-8'), ',')) rows.push(row);
  const tables = new Map([[known.file, rows]]);
  const content = { tables, profiles: new Map<string, string>(), problems: [] };
  const { sha256 } = file;
  const done = await answerOnce(
    service,
    { ...exchange, content: sha256 },
    async ({ database, trustId, person }) => {
      const options = { trustId, by: person.by, recordedAt: person.at };
      await loadContent(database, content, options);
      return { status: 200, body: { file: known.file, sha256, rows: rows.length - 1 } };
    },
  );
  return done.rows;
}

interface Shown {
  readonly kind?: string;
  readonly problem?: Problem;
  readonly rows?: number;
}

function showFiles(service: Service, exchange: Exchange, { kind = '', problem, rows }: Shown) {
  const base = `/trusts/${callerOf(exchange.request).trustId}`;
  const isOfKind = problem?.details.some(({ column }) => column === 'kind');
  return showTrustPage(service, exchange, 'register-files/views/register-files.njk', {
    title: 'Load many from a file',
    problem: problem && (isOfKind ? problem : atField(problem, 'file')),
    above: [{ text: 'Schools', href: `${base}/schools` }],
    source: null,
    path: `${base}/register-files`,
    ...{ kind, base, rows: rows ?? null },
    kinds: registerFiles.map(({ file, title }) => ({ value: file, text: title })),
    files: registerFiles,
  });
}
