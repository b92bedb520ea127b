import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox';
import { Type } from 'typebox';
import type { LocalDate } from '../calendar/local-date.ts';
import { type ShownTag, tableView } from '../charts/table.ts';
import { unitInWords } from '../contracts/charge.ts';
import { formatDecimal } from '../money/decimal.ts';
import { formatMoney } from '../money/money.ts';
import { dayInWords } from '../renewals/words.ts';
import { units } from '../tiers/words.ts';
import { strict, TrustId } from '../web/schemas.ts';
import { placeOf, type Service } from '../web/service.ts';
import { showTrustPage } from '../web/trust-page.ts';
import { type Area, type AreaStage, stageOf } from './area.ts';
import { type ComparedArea, compareArea, listAreas } from './commands.ts';
import { outcomeSentences, wholeSentence } from './words.ts';

const listSchema = {
  hide: true,
  operationId: 'showSourcing',
  params: strict({ trust: TrustId }),
};
const oneSchema = {
  hide: true,
  operationId: 'showSourcingArea',
  params: strict({ trust: TrustId, area: Type.String({ maxLength: 300 }) }),
};

/** The areas in which a contract is looked for, and who gains and who loses by each offer. */
export const sourcingPages: FastifyPluginAsyncTypebox<Service> = async (app, service) => {
  app.get('/sourcing', { schema: listSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const areas = await listAreas(database, trustId);
    const path = `/trusts/${trustId}/sourcing`;
    return showTrustPage(service, { request, reply }, 'sourcing/views/areas.njk', {
      title: 'Contracts that are looked for',
      above: [],
      source: null,
      table: areas.length === 0 ? null : tableView(areasTable(areas, path), 'pence'),
    });
  });

  app.get('/sourcing/:area', { schema: oneSchema }, async (request, reply) => {
    const { database, trustId } = placeOf(request, service);
    const today = service.now().slice(0, 10) as LocalDate;
    const compared = await compareArea(database, trustId, request.params.area, today);
    const { area, costs, options, names, journal } = compared;
    const base = `/trusts/${trustId}`;
    return showTrustPage(service, { request, reply }, 'sourcing/views/area.njk', {
      title: `${area.title} (${area.reference})`,
      above: [{ text: 'Contracts that are looked for', href: `${base}/sourcing` }],
      source: null,
      tag: stageTags[stageOf(area)],
      days: `${dayInWords(area.startsOn)} to ${dayInWords(area.endsOn)}`,
      chosen: area.chosen && {
        ...area.chosen,
        on: dayInWords(area.chosen.at.slice(0, 10) as LocalDate),
        contract: `${base}/contracts/${encodeURIComponent(area.reference)}`,
      },
      journal,
      costs: costs.length === 0 ? null : tableView(costsTable(compared), 'pence'),
      together: options.length > 1 ? tableView(togetherTable(compared), 'pence') : null,
      options: options.map(({ name, supplier, document, whole, schools }) => ({
        ...{ name, supplier, document },
        whole: wholeSentence(whole),
        schools: schools.map((each) =>
          outcomeSentences(each, names.get(each.urn) ?? each.urn).join(' '),
        ),
      })),
    });
  });
};

const stageTags: Readonly<Record<AreaStage, ShownTag>> = {
  explored: { text: 'Looked at', colour: 'grey' },
  negotiated: { text: 'Offers are there', colour: 'yellow' },
  contracted: { text: 'Under contract', colour: 'green' },
};

const text = (key: string, heading: string) => ({ key, heading, kind: 'text' as const });

function areasTable(areas: readonly Area[], path: string) {
  return {
    id: 'areas',
    caption: 'What is looked for, and who offers it',
    columns: [text('title', 'Area'), text('days', 'Contract from'), text('options', 'Offers')],
    rows: areas.map((area) => ({
      values: {
        title: `${area.title} (${area.reference})`,
        days: `${dayInWords(area.startsOn)} to ${dayInWords(area.endsOn)}`,
        options: area.options.map(({ name }) => name).join(', ') || 'None yet',
      },
      href: `${path}/${encodeURIComponent(area.reference)}`,
      tags: [stageTags[stageOf(area)]],
    })),
    total: null,
  };
}

/** What each school pays now and buys in a year, and where that is known from. */
function costsTable({ area, costs, names }: ComparedArea) {
  const unitOf = new Map(area.items.map(({ item, unit }) => [item, unitInWords(unit)]));
  return {
    id: 'costs',
    caption: 'What the schools pay now',
    columns: [
      text('school', 'School'),
      text('item', 'Bought'),
      { key: 'price', heading: 'Price now, net', kind: 'count' as const },
      { key: 'quantity', heading: 'Units a year', kind: 'count' as const },
      text('source', 'Known from'),
    ],
    rows: costs.map((cost) => {
      const school = names.get(cost.urn) ?? cost.urn;
      const unit = unitOf.get(cost.item);
      const item =
        unit === undefined || unit === 'each' ? cost.item : `${cost.item}, by the ${unit}`;
      if ('why' in cost) {
        const values = { school, item, price: null, quantity: null, source: cost.why };
        return { values, tags: [{ text: 'Not known', colour: 'yellow' as const }] };
      }
      const { unitPrice, quantity, source } = cost;
      const price = `£${formatDecimal(unitPrice)}`;
      return { values: { school, item, price, quantity: units(quantity), source } };
    }),
    total: null,
  };
}

/** Every school and what it would save in a year by each offer, in one look. */
function togetherTable({ options, names, costs }: ComparedArea) {
  const urns = [...new Set(costs.map(({ urn }) => urn))];
  const inAll = options.map(({ whole }, at) => [`option-${at}`, formatMoney(whole.gain)] as const);
  return {
    id: 'together',
    caption: 'What each school would save in a year',
    columns: [
      text('school', 'School'),
      ...options.map(({ name }, at) => {
        return { key: `option-${at}`, heading: `${name}, £`, kind: 'saving' as const };
      }),
    ],
    rows: urns.map((urn) => {
      const gains = options.map(({ schools }, at) => {
        const own = schools.find((school) => school.urn === urn);
        const isClear = own !== undefined && own.untold.length === 0;
        return [`option-${at}`, isClear ? formatMoney(own.gain) : null] as const;
      });
      return { values: { school: names.get(urn) ?? urn, ...Object.fromEntries(gains) } };
    }),
    total: { values: { school: 'In all', ...Object.fromEntries(inAll) } },
  };
}
