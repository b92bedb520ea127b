import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import { showAmount } from '../charts/table.ts';
import { formatMoney } from '../money/money.ts';
import { isLoss, tagsOf } from '../overviews/rows.ts';
import type { BigFigure } from '../overviews/trust-figures.ts';
import { dayInWords } from '../renewals/words.ts';
import type { ReportRow } from '../reports/report.ts';
import { type Caller, callerOf } from '../web/access.ts';
import { mayOpen } from '../web/navigation.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { type Home, homeOf, type YearInBrief } from './commands.ts';
import { type FirstStep, firstSteps, type ToDo, toDos } from './to-do.ts';

const schema = { hide: true, operationId: 'showHome', params: strict({ trust: TrustId }) };

/** The first page of a trust: where it stands, and what is to do. */
export const homePages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('', { schema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const caller = callerOf(request);
    const { by, abilities, limit } = caller;
    const today = service.now().slice(0, 10) as LocalDate;
    const home = await homeOf(database, trustId, { today, by, abilities, isWhole: !limit });
    const base = `/trusts/${trustId}`;
    const steps = home.year ? [] : firstSteps(home.progress);
    return showTrustPage(service, { request, reply }, 'home/views/home.njk', {
      title: caller.trustName,
      above: [],
      source: null,
      year: home.year && yearView(home.year, base, caller),
      todos: toDos(home.waiting).map((todo) => ({
        ...todo,
        href: leadsTo(caller, pageOfToDo(todo, home), base),
      })),
      steps: steps.map((step) => ({ ...step, href: leadsTo(caller, pageOfStep[step.id], base) })),
      tryFile: leadsTo(caller, at('/imports/new'), base),
      whatIf: leadsTo(caller, at('/what-if'), base),
      isOfSchools: limit !== undefined,
    });
  });
};

/** An address below the trust, with the page whose door says whether it is open. */
interface Lead {
  readonly page: string;
  readonly path: string;
}

const at = (page: string): Lead => ({ page, path: page });

const pageOfStep: Readonly<Record<FirstStep['id'], Lead>> = {
  schools: at('/schools'),
  contracts: at('/contracts'),
  baselines: at('/baselines'),
  files: at('/imports'),
};

function pageOfToDo({ id }: ToDo, { year, ownSchool }: Home): Lead {
  switch (id) {
    case 'contractsToDecide':
      return at('/renewals');
    case 'receivedFiles':
      return at('/imports');
    case 'rowsToFix':
      return at('/queue');
    case 'missingInvoices':
      return { page: '/savings', path: '/savings#coverage-title' };
    case 'baselinesToApprove':
      return at('/baselines');
    default: {
      const months = year ? `?from=${year.window.from}&to=${year.window.to}` : '';
      if (!ownSchool) return { page: '/savings', path: `/savings${months}#answers` };
      const page = '/savings/schools/:urn';
      return { page, path: `${page.replace(':urn', ownSchool)}${months}#answers` };
    }
  }
}

const leadsTo = (caller: Caller, { page, path }: Lead, base: string) =>
  mayOpen(caller, page) ? `${base}${path}` : null;

function yearView(year: YearInBrief, base: string, caller: Caller) {
  const { window, report, paper } = year;
  const months = `?from=${window.from}&to=${window.to}`;
  const total: ReportRow = { ...report.total, ...report.totalCompleteness };
  const coverage = total.coverage_percent;
  return {
    months: `${monthInWords(window.from)} to ${monthInWords(window.to)}`,
    figures: [
      {
        title: 'Realised',
        value: showAmount(total.net_saving, 'pounds'),
        isLoss: isLoss(total.net_saving),
        href: `${base}/savings${months}`,
        note: 'In cash, less one-off costs, plus rebates.',
        tags: tagsOf({ ...total, coverage_percent: null }),
      },
      ...(caller.limit ? [] : [forecastOf(year)]),
      {
        title: 'Measured',
        value: coverage ? `${coverage}%` : 'Nothing yet',
        isLoss: false,
        href: null,
        note: 'Of what was paid, the part whose price before is known.',
        tags: [],
      },
      ...(paper ? [sincePaper(paper, base)] : []),
    ],
    paper: paper && {
      text: `No ${paper.seal.number}, ${paper.seal.title}, sealed on ${dayInWords(paper.seal.sealedAt.slice(0, 10) as LocalDate)}`,
      href: `${base}/reports/seals/${paper.seal.number}`,
    },
    isPaperKnown: caller.limit === undefined,
  };
}

function forecastOf({ forecast }: YearInBrief): BigFigure {
  const value = forecast === null ? null : formatMoney(forecast);
  return {
    title: 'Forecast',
    value: value === null ? 'None' : showAmount(value, 'pounds'),
    isLoss: isLoss(value),
    href: null,
    note: 'Still to come by estimate, and never added to what was realised.',
    tags: [],
  };
}

function sincePaper({ seal, change }: NonNullable<YearInBrief['paper']>, base: string): BigFigure {
  const value = formatMoney(change);
  const sign = change > 0 ? '+' : '';
  return {
    title: 'Since the last board paper',
    value: change === 0 ? 'No change' : `${sign}${showAmount(value, 'pounds')}`,
    isLoss: isLoss(value),
    href: `${base}/reports/seals/${seal.number}#changes`,
    note: 'What the figures of that paper are today, less what it said.',
    tags: [],
  };
}
