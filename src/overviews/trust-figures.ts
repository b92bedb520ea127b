import type { Figure } from '../charts/figure.ts';
import { type Exactness, type ShownTag, saySaving, showAmount } from '../charts/table.ts';
import { formatMoney, type Money } from '../money/money.ts';
import type { Report, ReportRow } from '../reports/report.ts';
import type { Completeness } from '../watch/completeness.ts';
import type { Measure } from '../workings/measure.ts';
import type { Place } from '../workings/place.ts';
import { isLoss, shownRow, tagsOf } from './rows.ts';
import { coverageFigure, cumulativeFigure, savingsFigure } from './saving-figures.ts';

/** Where the figures of a page lead. */
export interface Links {
  readonly working: (place: Place, measure: Measure) => string;
  readonly school: ((urn: string) => string) | undefined;
  readonly contract: ((reference: string) => string) | undefined;
}

type Watched = Report & {
  readonly completeness: readonly Completeness[];
  readonly totalCompleteness: Completeness;
  readonly names: ReadonlyMap<string, string>;
};

/** What the page of a trust is written from. */
export interface TrustReports {
  readonly schools: Watched;
  readonly contracts: Watched;
  readonly months: Watched;
  readonly places: Watched;
  readonly forecast: { readonly amount: Money | null } | null;
  readonly titles: ReadonlyMap<string, string>;
}

/** A figure that stands alone, with what has to be known beside it. */
export interface BigFigure {
  readonly title: string;
  readonly value: string;
  readonly isLoss: boolean;
  readonly href: string | null;
  readonly note: string;
  readonly tags: readonly ShownTag[];
}

/** A report's rows, each with how much of what was expected has come. */
const rowsOf = ({ rows, completeness }: Watched): ReportRow[] =>
  rows.map((row, index) => ({ ...row, ...completeness[index] }));

/** Everything of the page of a trust that is made of figures; cash, avoidance and forecasts apart. */
export function trustFigures(reports: TrustReports, links: Links, exactness: Exactness) {
  const { schools, contracts, months, places, forecast, titles } = reports;
  const total: ReportRow = { ...schools.total, ...schools.totalCompleteness };
  const working = (place: Place) => (measure: string) => links.working(place, measure as Measure);
  const nameOf = (urn: string) => schools.names.get(urn) ?? urn;
  const titleOf = (reference: string) => titles.get(reference) ?? reference;
  const bySchool = rowsOf(schools).map((row) => {
    const [urn, name] = [row.urn ?? '', nameOf(row.urn ?? '')];
    return {
      name,
      ...shownRow(row, { name }, { href: links.school?.(urn), working: working({ urn }) }),
    };
  });
  const byContract = rowsOf(contracts).map((row) => {
    const contract = row.contract ?? '';
    const name = `${titleOf(contract)} (${contract})`;
    return {
      name,
      ...shownRow(
        row,
        { name },
        { href: links.contract?.(contract), working: working({ contract }) },
      ),
    };
  });
  const totals = shownRow(total, { name: 'Total' }, { working: working({}) });
  const figures: Figure[] = [
    savingsFigure({ id: 'schools', noun: 'school', rows: bySchool, total: totals }, exactness),
    savingsFigure(
      { id: 'contracts', noun: 'contract', rows: byContract, total: totals },
      exactness,
    ),
    cumulativeFigure(rowsOf(months), exactness),
    coverageFigure(rowsOf(months)),
  ];
  return {
    realised: realisedOf(total, links, exactness),
    avoided: avoidedOf(total, links, exactness),
    forecast: forecast && forecastOf(forecast.amount, exactness),
    worse: worseOff(places, { nameOf, titleOf, links, exactness }),
    figures,
  };
}

function realisedOf(total: ReportRow, links: Links, exactness: Exactness): BigFigure[] {
  const one = (title: string, measure: Measure, note: string, tags: readonly ShownTag[] = []) => ({
    title,
    value: showAmount(total[measure], exactness),
    isLoss: isLoss(total[measure]),
    href: total[measure] === null ? null : links.working({}, measure),
    note,
    tags,
  });
  const parts = [
    ['cash saving', total.cash_saving],
    ['less one-off costs', total.one_off],
    ['plus rebates', total.rebate],
  ].map(([words, value]) => `${words} ${showAmount(value, exactness)}`);
  return [
    one(
      'Cash saved, net',
      'net_saving',
      `${parts.join(', ')}.`,
      tagsOf({ ...total, net_saving: null }),
    ),
    one('Of the cash saving, new', 'new_cash_saving', 'In the first twelve months of each school.'),
    one(
      'Of the cash saving, sustained',
      'sustained_cash_saving',
      'In later months: saved again, not anew.',
    ),
  ];
}

function avoidedOf(total: ReportRow, links: Links, exactness: Exactness): BigFigure {
  return {
    title: 'Price rises avoided',
    value: showAmount(total.avoidance, exactness),
    isLoss: isLoss(total.avoidance),
    href: total.avoidance === null ? null : links.working({}, 'avoidance'),
    note: 'Against quotes, list prices, budgets or an agreed index. It puts no money back into a budget.',
    tags: [],
  };
}

function forecastOf(forecast: Money | null, exactness: Exactness): BigFigure {
  const value = forecast === null ? null : formatMoney(forecast);
  return {
    title: 'Still to come',
    value: forecast === null ? 'No forecast' : showAmount(value, exactness),
    isLoss: isLoss(value),
    href: null,
    note: 'An estimate that no invoice has borne out yet.',
    tags: [],
  };
}

interface WorseContext {
  readonly nameOf: (urn: string) => string;
  readonly titleOf: (reference: string) => string;
  readonly links: Links;
  readonly exactness: Exactness;
}

/** Where a school pays more than before, contract by contract: never hidden in a sum. */
function worseOff(places: Watched, { nameOf, titleOf, links, exactness }: WorseContext) {
  return places.rows
    .filter((row) => isLoss(row.net_saving))
    .map(({ urn, contract, net_saving: saving }) => ({
      text: `${nameOf(urn ?? '')}: ${saySaving(saving, exactness)} on ${titleOf(contract ?? '')}`,
      href: links.working({ urn: urn ?? '', contract: contract ?? '' }, 'net_saving'),
    }));
}
