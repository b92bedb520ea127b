import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { priceInWords } from '../baselines/baseline-words.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import { monthInWords } from '../calendar/month-words.ts';
import type { Month } from '../calendar/period.ts';
import { type ShownTag, tableView } from '../charts/table.ts';
import { decimal } from '../money/decimal.ts';
import { callerOf } from '../web/access.ts';
import { strict, TrustId } from '../web/schemas.ts';
import type { Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { reportTiers } from './commands.ts';

const schema = { hide: true, operationId: 'showTiers', params: strict({ trust: TrustId }) };

type Told = Awaited<ReturnType<typeof reportTiers>>['contracts'][number];

/** What contracts promise by volume: tiers reached or about to be lost, rebates earned and received. */
export const tierPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/tiers', { schema }, async (request, reply) => {
    const { trustId } = callerOf(request);
    const today = service.now().slice(0, 10) as LocalDate;
    const { basis, contracts } = await reportTiers(service.database, trustId, { today });
    const base = `/trusts/${trustId}`;
    return showTrustPage(service, { request, reply }, 'tiers/views/tiers.njk', {
      title: 'Volume tiers and rebates',
      above: [],
      source: null,
      basis,
      contracts: contracts.map(({ contract, items, rebates }, at) => ({
        name: contract,
        href: `${base}/contracts/${encodeURIComponent(contract)}`,
        items: items.length === 0 ? null : tableView(itemsTable(items, at), 'pence'),
        rebates: rebates.length === 0 ? null : tableView(rebatesTable(rebates, at), 'pence'),
        sentences: [...items, ...rebates].flatMap(({ in_words: words }) => words),
      })),
    });
  });
};

const yearOf = ({ from, to }: { readonly from: Month; readonly to: Month }) =>
  `${monthInWords(from)} to ${monthInWords(to)}`;

const warnings: Readonly<Record<string, ShownTag>> = {
  lost: { text: 'Tier lost', colour: 'red' },
  near: { text: 'Just missed', colour: 'yellow' },
};

function itemsTable(items: Told['items'], at: number) {
  return {
    id: `items-${at}`,
    caption: 'Tiers, year by year',
    columns: [
      { key: 'item', heading: 'Bought', kind: 'text' as const },
      { key: 'year', heading: 'Year of the contract', kind: 'text' as const },
      { key: 'quantity', heading: 'Units', kind: 'count' as const },
      { key: 'reached', heading: 'Price reached', kind: 'count' as const },
      { key: 'worth', heading: 'Takes off, £', kind: 'pounds' as const },
      { key: 'missing', heading: 'To the next tier', kind: 'count' as const },
      { key: 'loss', heading: 'Costs more, £', kind: 'pounds' as const },
    ],
    rows: items.map(({ item, quantity, tier, worth, next, loss, warning, ...year }) => ({
      values: {
        ...{ item, quantity, worth, loss },
        year: yearOf(year),
        reached: priceInWords(decimal(tier.unit_price)),
        missing: next === null ? null : next.missing,
      },
      tags: warning === null ? [] : [warnings[warning]].filter((tag) => tag !== undefined),
    })),
    total: null,
  };
}

function rebatesTable(rebates: Told['rebates'], at: number) {
  return {
    id: `rebates-${at}`,
    caption: 'Rebates, year by year',
    columns: [
      { key: 'year', heading: 'Year of the contract', kind: 'text' as const },
      { key: 'spend', heading: 'Spent, net, £', kind: 'pounds' as const },
      { key: 'earned', heading: 'Earned, £', kind: 'pounds' as const },
      { key: 'received', heading: 'Received, £', kind: 'pounds' as const },
      { key: 'gap', heading: 'Still to come, £', kind: 'pounds' as const },
    ],
    rows: rebates.map(({ spend, earned, received, gap, is_due: isDue, ...year }) => ({
      values: { year: yearOf(year), spend, earned, received, gap },
      tags: isDue && !gap.startsWith('-') && gap !== '0.00' ? [toClaim] : [],
    })),
    total: null,
  };
}

const toClaim: ShownTag = { text: 'To be claimed', colour: 'yellow' };
