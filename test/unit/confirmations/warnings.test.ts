import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import { warningsOf } from '../../../src/confirmations/warnings.ts';

const receivedAt = '2026-01-09T10:00:00.000Z';
const told = (read: number, held: number, refused: number, first = '', last = '') => {
  const rows = { read, posted: read - held - refused, already: 0, held, refused };
  const [firstDay, lastDay] = [first, last].map((day) => (day ? (day as LocalDate) : null));
  const contents = { firstDay: firstDay ?? null, lastDay: lastDay ?? null };
  return warningsOf({ rows, receivedAt }, contents, 'Paper Mill');
};

t.test('a file of which most rows stop is read by the wrong rules', async (t) => {
  t.strictSame(told(4, 1, 1), [], 'half of the rows');
  t.strictSame(told(3, 3, 0), [], 'a few rows tell nothing');
  t.strictSame(told(4, 1, 2), [
    '3 of 4 rows cannot be posted. Check that this is a file of Paper Mill, and that its profile says how it writes dates, amounts and schools.',
  ]);
});

t.test('days of service far away are told', async (t) => {
  t.strictSame(told(1, 0, 0, '2016-01-09', '2027-01-09'), []);
  t.strictSame(told(1, 0, 0, '2016-01-08', '2027-01-10'), [
    'A row names 2027-01-10 as a day of service, more than a year ahead.',
    'A row names 2016-01-08 as a day of service, more than ten years ago.',
  ]);
});
