import type { ClosedWindow } from '../agreements/agreement.ts';
import type { Money } from '../money/money.ts';
import { Problem } from '../problem.ts';

/** How far a forecast has come: an idea with a sum, a contract that should bring it, or given up. */
export const forecastStages = ['identified', 'contracted', 'dropped'] as const;
export type ForecastStage = (typeof forecastStages)[number];

/** What is expected to be saved in cash at a school in a whole window; negative for a loss. */
export interface SchoolForecast {
  readonly urn: string;
  readonly amount: Money;
}

/**
 * A version of what schools are expected to save in an area of spend or, once contracted, by a contract.
 * It is an estimate: it never enters the ledger, nor is it added to what was realised.
 */
export interface Forecast {
  /** Counted from 1 in the trust; all versions of a forecast have one number. */
  readonly number: number;
  readonly version: number;
  readonly stage: ForecastStage;
  /** The area of spend in the trust's own words, such as Energy. */
  readonly area: string;
  /** The reference of the contract; null while the saving is only identified. */
  readonly contract: string | null;
  readonly window: ClosedWindow;
  readonly schools: readonly SchoolForecast[];
  /** What the amounts rest on: quotes, an estimate. */
  readonly basis: string;
  /** Why it was dropped; null until then. */
  readonly reason: string | null;
  readonly by: string;
  readonly at: string;
  /** The newest journal when it was recorded: it is known from the next one on. */
  readonly atJournal: number;
}

/** What a person says of a forecast; the rest is written down with it. */
export type Told = Omit<Forecast, 'number' | 'version' | 'by' | 'at' | 'atJournal'>;

/** The latest version of each forecast, in the order of their numbers. */
export function latestOf(versions: readonly Forecast[]): Forecast[] {
  const latest = new Map<number, Forecast>();
  for (const each of versions) {
    const known = latest.get(each.number);
    if (!known || known.version < each.version) latest.set(each.number, each);
  }
  return [...latest.values()].sort((a, b) => a.number - b.number);
}

/** The forecast of a number as it stands; refuses one that is not there, or was dropped. */
export function standing(versions: readonly Forecast[], number: number): Forecast {
  const found = latestOf(versions).find((each) => each.number === number);
  if (found && found.stage !== 'dropped') return found;
  throw new Problem({
    code: 'forecast.unknown',
    found: String(number),
    message: found
      ? `${found.by} dropped forecast ${number}: ${found.reason}.`
      : `There is no forecast ${number}.`,
    remedy: 'List them with: forecast list.',
  });
}

/**
 * A forecast with its contract named: from then on it counts there and no longer as identified. Amounts,
 * months and basis that are not told anew stay as they were.
 */
export function contracted(
  known: Forecast,
  told: Partial<Pick<Told, 'window' | 'schools' | 'basis'>> & { readonly contract: string },
): Told {
  const { area, window, schools, basis } = { ...known, ...told };
  return {
    stage: 'contracted',
    area,
    contract: told.contract,
    window,
    schools,
    basis,
    reason: null,
  };
}

/** A forecast that is given up, with the reason; what it expected stays on record. */
export function dropped(known: Forecast, reason: string): Told {
  const { area, contract, window, schools, basis } = known;
  return { stage: 'dropped', area, contract, window, schools, basis, reason };
}

/** What a trust's schools are expected to save: at least one, and each school once. */
export function refuseSchools(schools: readonly SchoolForecast[]): void {
  const urns = schools.map(({ urn }) => urn);
  const twice = urns.find((urn, index) => urns.indexOf(urn) !== index);
  if (urns.length > 0 && twice === undefined) return;
  throw new Problem({
    code: 'request.unreadable',
    column: 'schools',
    ...(twice !== undefined && { found: twice }),
    message:
      twice === undefined
        ? 'The forecast names no school.'
        : `The forecast has two amounts for ${twice}.`,
    remedy: 'Name each school once, with what it is expected to save in all its months.',
  });
}

/**
 * Refuses a second forecast of what another one counts already, at the same stage: one area, or one
 * contract, at the same school in the same month. A saving is claimed once (N21).
 */
export function refuseSecond(versions: readonly Forecast[], asked: Told, number?: number): void {
  const place = (told: Told) =>
    told.contract ?? told.area.toLowerCase().replace(/\s+/g, ' ').trim();
  if (asked.stage === 'dropped') return;
  const urns = new Set(asked.schools.map(({ urn }) => urn));
  const first = latestOf(versions).find(
    (each) =>
      each.number !== number &&
      each.stage === asked.stage &&
      place(each) === place(asked) &&
      each.window.from <= asked.window.to &&
      asked.window.from <= each.window.to &&
      each.schools.some(({ urn }) => urns.has(urn)),
  );
  if (!first) return;
  const shared = first.schools.filter(({ urn }) => urns.has(urn)).map(({ urn }) => urn);
  const { from, to } = first.window;
  throw new Problem({
    code: 'forecast.twice',
    column: 'schools',
    found: shared.join(', '),
    message: `Forecast ${first.number} by ${first.by} expects the saving of ${first.contract ?? first.area} at ${shared.join(', ')} from ${from} to ${to} already.`,
    remedy: 'A saving counts once: drop that forecast first, or name other schools or months.',
  });
}
