import { addMonths, type LocalDate } from '../calendar/local-date.ts';
import { type Month, monthOf } from '../calendar/period.ts';
import { Problem, type ProblemDetail } from '../problem.ts';
import type { Quote } from './comparison.ts';
import type { AreaRow, CostRow } from './sourcing-file.ts';

/** What is bought in an area. */
export type AreaItem = Pick<CostRow, 'item' | 'description' | 'unit' | 'quantityBasis'>;

/** Where a school's cost of an item stands in the ledger, what is stated of it, or both. */
export type AreaCost = Omit<CostRow, 'area' | Exclude<keyof AreaItem, 'item'>> & {
  readonly schoolId: string;
  readonly ofContractId: string | null;
};

/** An offer with what it asks of each school. */
export interface AreaOption {
  readonly name: string;
  readonly supplier: string;
  readonly document: string;
  readonly quotes: readonly Quote[];
}

/** Which option was taken, and the forecast that counts what it should save. */
export interface Choice {
  readonly option: string;
  readonly forecast: number;
  readonly reason: string;
  readonly by: string;
  readonly at: string;
}

/** An area of spend with what is to be bought, who offers it, and what was chosen. */
export interface Area extends AreaRow {
  readonly id: string;
  readonly items: readonly AreaItem[];
  readonly costs: readonly AreaCost[];
  readonly options: readonly AreaOption[];
  readonly chosen: Choice | null;
}

/** How far an area has come: looked at, with quotes on the table, or under contract. */
export const areaStages = ['explored', 'negotiated', 'contracted'] as const;
export type AreaStage = (typeof areaStages)[number];

/** Where an area stands. */
export function stageOf({ options, chosen }: Pick<Area, 'options' | 'chosen'>): AreaStage {
  if (chosen) return 'contracted';
  return options.length > 0 ? 'negotiated' : 'explored';
}

/** The twelve whole months that are compared. */
export function comparedYear({ yearFrom }: Pick<Area, 'yearFrom'>): { from: Month; to: Month } {
  return { from: yearFrom, to: monthOf(addMonths(`${yearFrom}-01` as LocalDate, 11)) };
}

/** The area of a reference; refuses one that is not there. */
export function areaNamed(areas: readonly Area[], reference: string): Area {
  const area = areas.find((each) => each.reference === reference);
  if (area) return area;
  const names = areas.map((each) => each.reference).join(', ');
  throw new Problem({
    code: 'sourcing.unknown',
    found: reference,
    message: `There is no area of sourcing "${reference}".`,
    remedy: names ? `Name one of ${names}.` : 'Write one down first.',
  });
}

/** Why nothing of an area changes any more, once an option is chosen. */
export function decidedProblem({ reference, chosen }: Area): ProblemDetail | undefined {
  if (!chosen) return undefined;
  return {
    code: 'sourcing.unfit',
    found: reference,
    message: `${chosen.by} chose ${chosen.option} for ${reference} on ${chosen.at.slice(0, 10)}, and ${reference} is a contract now.`,
    remedy: 'Change the contract, or write an area down under another reference.',
  };
}
