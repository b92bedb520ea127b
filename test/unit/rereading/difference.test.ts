import t from 'tap';
import {
  amount,
  type Difference,
  differenceOf,
  findings,
  sentence,
  word,
} from '../../../src/rereading/difference.ts';

t.test('a difference names its place from the file down to the figure', async (t) => {
  const difference = differenceOf('entries', {
    file: 'a.csv',
    row: 7,
    urn: '100001',
    month: '2025-09-01',
    detail: 'baseline version 2',
    what: 'cost',
    expected: '123450',
    found: null,
  });
  t.strictSame(difference, {
    check: 'entries',
    place: 'a.csv, row 7, 100001, 2025-09, baseline version 2, cost',
    expected: '£1,234.50',
    found: 'nothing',
  });
  t.equal(
    sentence(difference),
    'a.csv, row 7, 100001, 2025-09, baseline version 2, cost: should be £1,234.50, is nothing.',
  );
});

t.test('a cell is named by journal, school, contract, item and month', async (t) => {
  const { place, expected } = differenceOf('sums', {
    journal: 3,
    urn: '100001',
    contract: 'P1',
    item: 'REAM',
    month: '2025-09-01',
    detail: '',
    what: 'entries',
    expected: '2',
    found: '3',
  });
  t.equal(place, 'journal 3, 100001, P1, REAM, 2025-09, entries');
  t.equal(expected, '2', 'a count is no amount');
});

t.test('what today would give otherwise is told as no fault', async (t) => {
  const note: Difference = {
    check: 'today',
    place: 'a.csv, row 7, class',
    expected: 'one_off',
    found: 'recurring',
  };
  t.equal(
    sentence(note),
    "a.csv, row 7, class: stored is recurring; today's data would give one_off.",
  );
});

t.test('amounts that no ledger can hold are shown as they are', async (t) => {
  t.equal(amount('-5'), '−£0.05');
  t.equal(amount('9007199254740993'), '9007199254740993 pence');
  t.equal(amount(null), 'nothing');
  t.equal(word(''), 'nothing');
  t.equal(word('quote'), 'quote');
});

t.test('a long list is cut by check, and all of it is counted', async (t) => {
  const of = (check: Difference['check'], place: string) => {
    return { check, place, expected: 'a', found: 'b' };
  };
  const found = findings(2);
  found.add('rows', [of('rows', '1')]);
  found.add('rows', [of('rows', '2'), of('rows', '3')]);
  found.add('entries', [of('entries', '4')], 70);
  found.add('sums', []);
  t.strictSame(
    found.listed.map(({ place }) => place),
    ['1', '2', '4'],
  );
  t.match(found.counts, { rows: 3, entries: 70, sums: 0 });
});
