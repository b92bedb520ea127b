import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type ShownTable, tableView } from '../charts/table.ts';
import { Problem } from '../problem.ts';
import { readPoint } from '../reports/knowledge.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { type ChangesRequest, whatChanged } from './commands.ts';
import { changesDocument } from './document.ts';

const day = Type.Optional(Type.String({ maxLength: 10 }));
const schema = {
  hide: true,
  operationId: 'showChanges',
  params: strict({ trust: TrustId }),
  querystring: strict({ since: day, until: day }),
};
const allMonths = { from: undefined, to: undefined };

/** Why figures are others than they were: two days of knowledge, and causes that add up to the change. */
export const restatementPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/changes', { schema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { since = '', until = '' } = request.query;
    const { asked, ...read } = readDays(since, until);
    const found = asked && (await whatChanged(database, trustId, asked).catch(onlyProblem));
    const problem = found instanceof Problem ? found : read.problem;
    const changes = found && !(found instanceof Problem) ? changesDocument(found) : undefined;
    return showTrustPage(service, { request, reply }, 'restatements/views/changes.njk', {
      title: 'What changed',
      problem,
      above: [],
      source: changes
        ? {
            journal: changes.until,
            recordedAt: null,
            ruleVersion: changes.rule_versions.join(' and '),
            notes: [`Compared with what was known at journal ${changes.since}.`],
            api: `/v1${request.url}`,
          }
        : null,
      path: `/trusts/${trustId}/changes`,
      since,
      until,
      sentences: (changes?.total.in_words ?? [])
        .filter(({ figure }) => shownFigures.includes(figure))
        .map(({ sentence }) => sentence),
      table: changes && tableView(causesTable(changes), 'pence'),
      journals: changes?.journals ?? [],
    });
  });
};

const shownFigures = ['net_saving', 'cash_saving', 'avoidance'];

/** What a person can put right is told on the page; a failure stays one. */
function onlyProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  throw error;
}

/** Reads the two days; without the earlier one there is nothing to compare yet. */
function readDays(since: string, until: string) {
  try {
    const asked: ChangesRequest | undefined =
      since === ''
        ? undefined
        : {
            window: allMonths,
            since: readPoint(since, 'since'),
            until: until === '' ? {} : readPoint(until, 'until'),
          };
    return { asked, problem: undefined };
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    return { asked: undefined, problem };
  }
}

/** The net saving before, what each cause did to it, and after: the causes are the whole change. */
function causesTable({ total }: ReturnType<typeof changesDocument>): ShownTable {
  const row = (name: string, of: Readonly<Record<string, string | null>>) => ({
    values: { ...of, name },
  });
  return {
    id: 'causes',
    caption: 'From what was known then to what is known later',
    columns: [
      { key: 'name', heading: 'Cause', kind: 'text' },
      { key: 'cash_saving', heading: 'Cash saving, £', kind: 'pounds' },
      { key: 'net_saving', heading: 'Net saving, £', kind: 'pounds' },
      { key: 'avoidance', heading: 'Avoided, £', kind: 'pounds' },
    ],
    rows: [
      row('As known then', total.before),
      ...total.causes.map(({ words, change }) => row(words, change)),
    ],
    total: row('As known later', total.after),
  };
}
