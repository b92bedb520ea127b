import t from 'tap';
import { placeOfContract, writeListed } from '../../../src/register/listed-contract.ts';
import { listed } from './given.ts';

const entry = listed('PAY', '2025-08-31');

t.test('a contract stands where its list is sorted by', async (t) => {
  const values = (['reference', 'title', 'supplier', 'ends_on', 'decide_by'] as const).map((sort) =>
    placeOfContract(sort, entry),
  );
  t.strictSame(
    values.map(({ value }) => value),
    ['PAY', 'Contract PAY', 'Acme', '2025-08-31', '2026-05-29'],
  );
  t.ok(values.every(({ reference }) => reference === 'PAY'));
});

t.test('it is told with the term of the register and the term in which it stands', async (t) => {
  t.match(writeListed(entry), {
    ends_on: '2025-08-31',
    term_ends_on: '2026-08-31',
    notice_by: '2026-05-29',
    procurement_route: null,
    state: 'far',
  });
});
