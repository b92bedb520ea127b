import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import { type LocalDate, parseIsoDate } from '../calendar/local-date.ts';
import { type ShownTag, tableView } from '../charts/table.ts';
import { Problem } from '../problem.ts';
import type { RenewalState } from '../renewals/deadline.ts';
import { dayInWords, stateInWords } from '../renewals/words.ts';
import { type Caller, callerOf } from '../web/access.ts';
import { mayOpen } from '../web/navigation.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import {
  listContractRegister,
  readWholeContract,
  type ShownContract,
  type ShownContracts,
} from './commands.ts';
import { wholeContractView } from './contract-view.ts';

const text = Type.Optional(Type.String({ maxLength: 300 }));
const listSchema = {
  hide: true,
  operationId: 'showContracts',
  params: strict({ trust: TrustId }),
  querystring: strict({
    school: text,
    supplier: text,
    category: text,
    ends_before: text,
    page: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  }),
};
const oneSchema = {
  hide: true,
  operationId: 'showContract',
  params: strict({ trust: TrustId, contract: Type.String({ maxLength: 300 }) }),
};
const onePage = 50;

/** The contract register of a trust, and one contract with all that is known of it. */
export const contractRegisterPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/contracts', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const { school = '', supplier = '', category = '', page = 1, ...query } = request.query;
    const typed = { school, supplier, category, ends_before: query.ends_before ?? '' };
    const { filter, problem } = readFilter(typed);
    const today = service.now().slice(0, 10) as LocalDate;
    const asked = { ...filter, offset: (page - 1) * onePage, count: onePage };
    const found = await listContractRegister(database, trustId, asked, today);
    const path = `/trusts/${trustId}/contracts`;
    return showTrustPage(service, { request, reply }, 'contract-register/views/contracts.njk', {
      title: 'Contracts',
      problem,
      above: [],
      source: null,
      path,
      add: mayOpen(callerOf(request), '/contracts/new/form') ? `${path}/new/form` : null,
      typed,
      options: optionsOf(found.choices),
      count: found.fitting,
      all: found.all,
      table: tableView(contractsTable(found.contracts, path), 'pounds'),
      pages: pagesOf(found.fitting, page, `${path}?${new URLSearchParams(typed)}`),
    });
  });

  app.get('/contracts/:contract', { schema: oneSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const caller = callerOf(request);
    const today = service.now().slice(0, 10) as LocalDate;
    const whole = await readWholeContract(database, trustId, request.params.contract, today);
    const base = `/trusts/${trustId}`;
    const reference = encodeURIComponent(whole.contract.reference);
    const { savings } = whole;
    return showTrustPage(service, { request, reply }, 'contract-register/views/contract.njk', {
      ...wholeContractView(whole, `${base}/savings/contracts/${reference}`),
      title: `${whole.contract.title} (${whole.contract.reference})`,
      above: [{ text: 'Contracts', href: `${base}/contracts` }],
      source: {
        journal: savings.journal,
        recordedAt: null,
        ruleVersion: savings.ruleVersion,
        notes: ['Dates, prices and schools are those of the register today.'],
        api: `/v1${base}/contracts/${reference}`,
      },
      ...waysToChange(caller, `${base}/contracts/${reference}`),
      decide: mayOpen(caller, '/renewals/:contract') ? `${base}/renewals/${reference}` : null,
      isOfSchools: caller.limit !== undefined,
    });
  });
};

/** Where a contract is changed, by whoever may. */
function waysToChange(caller: Caller, contract: string) {
  const way = (path: string) =>
    mayOpen(caller, `/contracts/:contract${path}`) ? `${contract}${path}` : null;
  return { edit: way('/edit'), addPrice: way('/prices'), addSchool: way('/participants') };
}

type Typed = Readonly<Record<'school' | 'supplier' | 'category' | 'ends_before', string>>;

/** Reads the filter; a day that is none leaves all contracts, and is said. */
function readFilter({ ends_before: endsBefore, ...typed }: Typed) {
  if (endsBefore === '' || parseIsoDate(endsBefore)) {
    return { filter: { ...typed, endsBefore }, problem: undefined };
  }
  const filter = { ...typed, endsBefore: '' };
  const problem = new Problem({
    code: 'request.unreadable',
    column: 'ends_before',
    found: endsBefore,
    message: `'${endsBefore}' is not a day.`,
    remedy: 'Write it like 2026-08-31.',
  });
  return { filter, problem };
}

function optionsOf({ schools, suppliers, categories }: ShownContracts['choices']) {
  return {
    school: schools.map(({ urn, name }) => ({ value: urn, text: name })),
    supplier: suppliers.map((value) => ({ value, text: value })),
    category: categories.map((value) => ({ value, text: value.replaceAll('_', ' ') })),
  };
}

const colours: Partial<Record<RenewalState, ShownTag['colour']>> = {
  plan: 'yellow',
  decide: 'yellow',
  overdue: 'red',
};

function contractsTable(contracts: readonly ShownContract[], path: string) {
  return {
    id: 'contracts',
    caption: 'Contracts, what has to be decided first on top',
    columns: [
      { key: 'name', heading: 'Contract', kind: 'text' as const },
      { key: 'supplier', heading: 'Supplier', kind: 'text' as const },
      { key: 'decideBy', heading: 'Decide by', kind: 'text' as const },
      { key: 'noticeBy', heading: 'Notice by', kind: 'text' as const },
      { key: 'endsOn', heading: 'Ends on', kind: 'text' as const },
      { key: 'schools', heading: 'Schools', kind: 'count' as const },
    ],
    rows: contracts.map(({ contract, renewal, supplier }) => {
      const { deadline, current, state } = renewal;
      const isOpen = current.decision === null;
      const schools = new Set(contract.participations.map(({ schoolId }) => schoolId));
      return {
        values: {
          name: `${contract.title} (${contract.reference})`,
          supplier,
          decideBy: isOpen ? dayInWords(deadline.decideBy) : 'decided',
          noticeBy: isOpen ? dayInWords(deadline.noticeBy) : '–',
          endsOn: dayInWords(current.endsOn),
          schools: String(schools.size),
        },
        href: `${path}/${encodeURIComponent(contract.reference)}`,
        tags:
          state === 'far' ? [] : [{ text: stateInWords[state], colour: colours[state] ?? 'green' }],
      };
    }),
    total: null,
  };
}

/** The way to the pages before and after, where a list has more than one. */
function pagesOf(count: number, page: number, address: string) {
  const last = Math.ceil(count / onePage);
  const to = (number: number) => ({ href: `${address}&page=${number}` });
  return {
    ...(page > 1 && { previous: to(page - 1) }),
    ...(page < last && { next: to(page + 1) }),
  };
}
