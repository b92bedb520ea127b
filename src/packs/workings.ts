import type { Cell } from '../reports/report.ts';
import { type Measures, measuresOf } from '../savings/measures.ts';
import { belowOf, groupsBelow, sumOf, workingOf } from '../workings/figure.ts';
import type { Measure } from '../workings/measure.ts';
import { levelBelow, type Place } from '../workings/place.ts';
import type { Names } from '../workings/words.ts';

/**
 * The working of every figure of a pack, at every level from the whole down to the cells: the same
 * sentences and sums that `why` tells, so that nothing is said in two ways (N6).
 */
export function* workingsOf(place: Place, cells: readonly Cell[], names: Names): Generator<string> {
  yield textOf(place, cells, names);
  if (levelBelow(place) === 'entry') return;
  for (const below of groupsBelow(place, cells)) yield* workingsOf(below.place, below.cells, names);
}

function textOf(place: Place, cells: readonly Cell[], names: Names): string {
  const of = measuresOf(cells);
  const lines = measures
    .filter(([, isTold]) => isTold(of))
    .flatMap(([measure]) => {
      const asked = { place, measure, names, cells };
      // What a cell is made of are its entries, which have a file of their own.
      const below = levelBelow(place) === 'entry' ? sumOf(asked, []) : belowOf(asked);
      const { main, besides } = workingOf(asked, below);
      const sums = main.sum === null ? [] : [main.sum];
      return [
        main.sentence,
        ...[...sums, ...besides.map(({ sentence }) => sentence)].map(indented),
      ];
    });
  return `${lines.join('\n')}\n\n`;
}

const indented = (line: string) => `  ${line}`;

/** Net saving always; of the others those that there are. */
const measures: readonly (readonly [Measure, (of: Measures) => boolean])[] = [
  ['net_saving', () => true],
  ['avoidance', ({ avoidance, avoidanceBaselineCost }) => !!avoidance || !!avoidanceBaselineCost],
  ['cost', ({ cost }) => cost !== 0],
  ['off_contract_cost', ({ offContractCost }) => offContractCost !== 0],
  ['excluded', ({ excluded }) => excluded !== 0],
];
