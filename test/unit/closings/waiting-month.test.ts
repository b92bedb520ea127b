import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { waitingCounter } from '../../../src/closings/waiting-month.ts';
import type { ReadRow } from '../../../src/invoices/invoice-reader.ts';
import { pence } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';

t.test('a row waits for each month of its service, or for none that can be told', async (t) => {
  const examples = readTable(`
    from        to          document    march  undated  why
    2025-03-01  2025-03-31  2025-04-02  1      0        its month
    2025-02-20  2025-03-01  2025-04-02  1      0        it ends in the month
    2025-02-01  2025-04-30  2025-04-30  1      0        it covers the month
    2025-04-01  2025-04-30  2025-03-30  0      0        the document's day decides nothing
    -           -           2025-03-30  1      0        without dates it is the document's day
    -           -           2025-04-01  0      0        or it is not
    -           -           -           0      1        a refused row
  `);
  for (const { from, to, document, march, undated, why } of examples) {
    const counter = waitingCounter('2025-03' as Month);
    const day = (text?: string) => (text === '-' ? null : text);
    const line = { serviceFrom: day(from), serviceTo: day(to), documentDate: document };
    const read = document === '-' ? { kind: 'refused' } : { kind: 'line', line };
    counter.count(read as unknown as ReadRow, pence(250));
    const found = counter.end();
    t.strictSame(
      [found.ofMonth.rows, found.undated.rows],
      [Number(march), Number(undated)],
      why ?? '',
    );
    t.equal(found.ofMonth.net, 250 * Number(march));
  }
});
