import { addedUp, fieldsOf, type InWords, inWords, pounds } from '../explanations/spelling.ts';
import { add, displayMoney, formatMoney, type Money, noMoney } from '../money/money.ts';
import type { StagePart, StageRow, Stages, StagesReport } from './stages.ts';

const says = {
  identified: 'Identified, not contracted yet, is',
  contracted: 'Contracted, not measured yet, is',
  realised: 'The cash saving that was measured is',
  validated: 'Of the measured saving, signed is',
  expected: 'What was expected of measured months is',
  came_out: 'What these months brought is',
} as const;

const figures = {
  identified: 'identified',
  contracted: 'contracted',
  realised: 'realised',
  validated: 'validated',
  expected: 'expected',
  came_out: 'cameOut',
} as const satisfies Record<keyof typeof says, StagePart['figure']>;

/** The figures that are told in words, as they travel. */
export const toldStages = [...(Object.keys(says) as (keyof typeof says)[]), 'difference'] as const;

/** Each figure of a place as the forecasts or the measured months that it is made of (N6). */
export function stagesInWords(row: StageRow): Record<string, string | null> {
  return told(row, (figure) => labelled(row.parts.filter((part) => part.figure === figure)));
}

/** Each total as what the places come to; a forecast is the only sum of two stages. */
export function totalInWords({ rows, total }: StagesReport): Record<string, string | null> {
  const { identified, contracted, forecast } = total;
  const both = [
    pounds('+', 'identified', identified ?? noMoney),
    pounds('+', 'contracted', contracted ?? noMoney),
  ];
  return {
    ...told(total, (figure) =>
      rows.map((row) => [`of ${row.contract ?? row.area}, ${row.urn}`, row[figure] ?? noMoney]),
    ),
    ...(forecast !== null &&
      fieldsOf({
        forecast: inWords(`Still to come is ${displayMoney(forecast)}`, both, {
          value: formatMoney(forecast),
        }),
      })),
  };
}

type Labelled = readonly (readonly [label: string, amount: Money])[];

function told(
  stages: Stages,
  partsOf: (figure: StagePart['figure']) => Labelled,
): Record<string, string | null> {
  const sentences: Record<string, InWords | undefined> = {};
  for (const name of Object.keys(says) as (keyof typeof says)[]) {
    const amount = stages[figures[name]];
    if (amount === null) continue;
    const value = formatMoney(amount);
    const terms = addedUp(partsOf(figures[name]));
    sentences[name] = inWords(`${says[name]} ${displayMoney(amount)}`, terms, { value });
  }
  return fieldsOf({ ...sentences, difference: differenceInWords(stages) });
}

function differenceInWords({ expected, cameOut, difference }: Stages): InWords | undefined {
  if (expected === null || cameOut === null || difference === null) return undefined;
  const terms = [pounds('+', 'came out', cameOut), pounds('-', 'was expected', expected)];
  const value = formatMoney(difference);
  return inWords(`The difference is ${displayMoney(difference)}`, terms, { value });
}

/** The parts of one label together: a forecast over many months is one of them. */
function labelled(parts: readonly StagePart[]): Labelled {
  const sums = new Map<string, Money>();
  for (const { label, amount } of parts) sums.set(label, add(sums.get(label) ?? noMoney, amount));
  return [...sums];
}
