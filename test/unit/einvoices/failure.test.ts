import t from 'tap';
import { failure, refusal } from '../../../src/einvoices/failure.ts';
import { pence } from '../../../src/money/money.ts';

t.test('a sum that fails is told with both sums and its rule', async (t) => {
  const found = failure(
    'BR-CO-16',
    'Amount due (BT-115)',
    pence(100_000),
    pence(-1),
    'the rest comes',
  );
  t.equal(
    found.message,
    'Amount due (BT-115) is £1,000.00, and the rest comes to −£0.01 (BR-CO-16).',
  );
  t.match(found, { code: 'einvoice.total', column: 'Amount due', found: '1000.00' });
});

t.test('fifty problems are told, and that there are more', async (t) => {
  const problems = Array.from({ length: 60 }, (_, row) => ({
    code: 'einvoice.amount' as const,
    message: 'Net is missing.',
    row,
  }));
  t.strictSame(refusal(problems.slice(0, 50)).details, problems.slice(0, 50));
  const { details, code } = refusal(problems);
  t.equal(code, 'einvoice.amount');
  t.strictSame(details.slice(0, 50), problems.slice(0, 50));
  t.match(details.slice(50), [{ code: 'einvoice.amount', message: 'And 10 more like these.' }]);
});
