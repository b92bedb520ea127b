import { type Static, Type } from 'typebox';
import { Effect } from '../confirmations/routes.ts';
import { writeEffect } from '../confirmations/written.ts';
import { writeStopped } from '../imports/import.ts';
import { ImportDocument, ImportId, StoppedRowDocument, writeImport } from '../imports/routes.ts';
import { formatMoney, type Money } from '../money/money.ts';
import { MonthText, named, nullable, Pounds, strict, Urn } from '../web/schemas.ts';
import type { Change, FileChange } from './change.ts';
import type { MonthEffect, MonthFigures } from './month-effect.ts';

const moved = strict({
  rows: Type.Integer({ description: 'How many rows more; below zero, how many fewer.' }),
  net: Pounds('How many net pounds more.'),
});

/** What an act of a person changed, or would change. */
export const ChangeDocument = strict(
  {
    journal: nullable(
      Type.Integer({
        description: 'The newest journal; null for a check, or if no figure changed.',
      }),
    ),
    files: Type.Array(
      strict({ import: named(ImportDocument), posted: moved, held: moved, refused: moved }),
      { description: 'The imports of which other rows or pounds count than before.' },
    ),
    effect: Type.Array(Effect, { description: "What it does to each school's figures." }),
    waiting: Type.Array(
      strict({ import: ImportId, file: Type.String(), row: named(StoppedRowDocument) }),
      { description: 'The rows that it was about and that still are not posted.' },
    ),
    leftBehind: Type.Array(
      strict({
        import: named(ImportDocument),
        rows: Type.Integer({ description: 'How many rows.' }),
        net: Pounds('Their net pounds.'),
      }),
      {
        description:
          'Files with rows that had come before with an undone one, and now stand nowhere until their file comes again.',
      },
    ),
  },
  {
    $id: 'Change',
    description: 'What an act changed: rows and pounds of files, figures of schools.',
  },
);

/** The schemas that the document of a change names. */
export const changeSchemas = [ImportDocument, StoppedRowDocument, ChangeDocument];

const figures = (when: string) =>
  strict(
    {
      cash_saving: nullable(Pounds('The cash saving of the month.')),
      avoidance: nullable(Pounds('What a rise would have cost more; never added to cash.')),
      not_measured_cost: Pounds('What of the cost has no baseline.'),
    },
    { description: `The figures of the month ${when}; null where nothing was ever measured.` },
  );

/** A school, item and month whose figures an act moved, or would move. */
export const MonthEffectDocument = strict(
  {
    urn: Urn,
    contract: Type.String(),
    item: Type.String(),
    month: MonthText('The service month.'),
    booked_month: MonthText('In whose books it stands; an open month if its own is closed.'),
    entries: Type.Integer({
      description: 'How many entries it adds: those that take others back, and new ones.',
    }),
    before: figures('before'),
    after: figures('after'),
  },
  { $id: 'MonthEffect', description: 'What an act changes in one month of a school and item.' },
);

/** A month that moved, as it travels. */
export function writeMonth(effect: MonthEffect): Static<typeof MonthEffectDocument> {
  const { bookedMonth, before, after, ...place } = effect;
  return {
    ...place,
    booked_month: bookedMonth,
    before: writeFigures(before),
    after: writeFigures(after),
  };
}

function writeFigures({ cashSaving, avoidance, notMeasuredCost }: MonthFigures) {
  const orNull = (amount: Money | null) => (amount === null ? null : formatMoney(amount));
  return {
    cash_saving: orNull(cashSaving),
    avoidance: orNull(avoidance),
    not_measured_cost: formatMoney(notMeasuredCost),
  };
}

const shownRows = 1000;

/** A change as it travels; of a check, the journal that it would write stays unsaid. */
export function writeChange(change: Change, isDone: boolean): Static<typeof ChangeDocument> {
  return {
    journal: isDone ? change.journal : null,
    files: change.files.map(writeFile),
    effect: change.effect.map(writeEffect),
    waiting: change.waiting.slice(0, shownRows).map(({ importId, file, ...row }) => ({
      import: importId,
      file,
      row: writeStopped(row),
    })),
    leftBehind: change.leftBehind.map(({ record, rows, net }) => ({
      import: writeImport(record),
      rows,
      net: formatMoney(net),
    })),
  };
}

function writeFile({ record, rows, net }: FileChange) {
  const by = (kind: 'posted' | 'held' | 'refused') => ({
    rows: rows[kind],
    net: formatMoney(net[kind]),
  });
  return {
    import: writeImport(record),
    posted: by('posted'),
    held: by('held'),
    refused: by('refused'),
  };
}
