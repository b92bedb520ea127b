import t from 'tap';
import { refusalOf, type Wish } from '../../../src/confirmations/wish.ts';
import type { ImportRecord, StoppedRow } from '../../../src/imports/import.ts';
import { pounds } from '../lines/given.ts';

const tally = (read: number, posted: number, held: number, refused: number) => ({
  ...{ read, posted, held, refused },
  already: 0,
});
const record = (held: number, refused: number) =>
  ({
    file: 'may.csv',
    rows: tally(3, 3 - held - refused, held, refused),
    net: { ...tally(0, 0, 0, 0), read: pounds('75.00') },
  }) as unknown as ImportRecord;
const stopped = {
  row: 3,
  code: 'school.unknown',
  message: "'Elm' is not known.",
  column: null,
  remedy: 'Name it.',
} as StoppedRow;
const told = (wish: Wish, held = 0, refused = 0, wrongTotals: string[] = []) =>
  refusalOf(record(held, refused), wish, {
    wrongTotals,
    first: held + refused > 0 ? [stopped] : [],
  })?.message ?? 'posted';

t.test('without a wish the good rows are posted', async (t) => {
  t.equal(told({}), 'posted');
  t.equal(told({}, 1, 1, ['The total is another.']), 'posted');
});

t.test('a control total has to be met to the penny, whatever else is wished', async (t) => {
  t.equal(told({ controlTotal: pounds('75.00') }, 1), 'posted');
  t.equal(
    told({ controlTotal: pounds('75.01'), allOrNothing: true }, 1),
    'may.csv: The rows add up to £75.00 net, and £75.01 was expected. Nothing was saved. Check the total, or ask the supplier for the whole file.',
  );
});

t.test(
  'all or nothing refuses a row that waits, and a total of the file that is wrong',
  async (t) => {
    const wish = { allOrNothing: true };
    t.equal(told(wish), 'posted');
    t.equal(
      told(wish, 0, 1),
      'may.csv: 1 of 3 rows cannot be posted, so nothing was saved. Mend them, or import the file without "all or nothing".\nrow 3: \'Elm\' is not known. Name it.',
    );
    t.match(told(wish, 2, 1), /^may.csv: 3 of 3 rows cannot .* The first 1 are listed\./);
    t.equal(
      told(wish, 0, 0, ['The total is another.']),
      'may.csv: The total is another. Import the file without "all or nothing" if it is right all the same.',
    );
  },
);
