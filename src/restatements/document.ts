import type { Month } from '../calendar/period.ts';
import type { Journal } from '../ledger/chain.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { basis } from '../reports/layout.ts';
import { versionWarnings } from '../reports/rule-versions.ts';
import { causeWords } from './cause.ts';
import { changesInWords } from './change-words.ts';
import { type FigureKey, figureKeys, type Moves } from './figures.ts';
import type { Restated, Restatement } from './restatement.ts';

/** What a document of changes is written from. */
export interface ToldChanges extends Restatement {
  readonly trustName: string;
  readonly names: ReadonlyMap<string, string>;
  readonly window: { readonly from: Month | undefined; readonly to: Month | undefined };
  readonly since: number;
  readonly until: number;
  readonly between: ReadonlyMap<number, Journal>;
  readonly ruleVersions: readonly string[];
}

/** Figures as they travel: pounds as text, and null where nothing was ever measured. */
export function writeFigures(
  figures: Readonly<Record<FigureKey, Money | null>>,
): Record<FigureKey, string | null> {
  const entries = figureKeys.map((key) => {
    const amount = figures[key];
    return [key, amount === null ? null : formatMoney(amount)];
  });
  return Object.fromEntries(entries) as Record<FigureKey, string | null>;
}

const writeMoves = (moves: Moves) => writeFigures(moves) as Record<FigureKey, string>;

/** What changed between two points of knowledge as one JSON document, the same in terminal and API. */
export function changesDocument(told: ToldChanges) {
  const { trustName, names, window, since, until, between, ruleVersions } = told;
  return {
    trust: trustName,
    basis,
    from: window.from ?? null,
    to: window.to ?? null,
    since,
    until,
    rule_versions: ruleVersions,
    warnings: versionWarnings(ruleVersions),
    total: writeRestated(told.total),
    schools: told.schools.map(({ urn, ...school }) => ({
      urn,
      name: names.get(urn) ?? '',
      ...writeRestated(school),
    })),
    journals: told.journals.flatMap(({ cause, journals }) =>
      journals.map(({ journal: number, change }) => {
        const journal = between.get(number);
        return {
          cause,
          number,
          kind: journal?.kind ?? 'import',
          reason: journal?.reason ?? '',
          recorded_by: journal?.recordedBy ?? '',
          recorded_at: journal?.recordedAt ?? '',
          change: writeMoves(change),
        };
      }),
    ),
  };
}

function writeRestated(restated: Restated) {
  const { before, after, change, causes } = restated;
  return {
    in_words: changesInWords(restated),
    before: writeFigures(before),
    after: writeFigures(after),
    change: writeMoves(change),
    causes: causes.map((each) => ({
      cause: each.cause,
      words: causeWords[each.cause],
      change: writeMoves(each.change),
    })),
  };
}
