import t from 'tap';
import { stoppedBy } from '../../../src/documents/stopped.ts';
import { pounds } from '../posting/given.ts';

t.test('a row that goes no further keeps its reason and its pounds', async (t) => {
  const bare = { code: 'credit.waiting', message: 'The original has not come.' } as const;
  t.strictSame(stoppedBy({ ...bare, row: 14 }, pounds('-6.50')), {
    row: 14,
    state: 'held',
    net: -650,
    code: 'credit.waiting',
    message: 'The original has not come.',
    column: null,
    found: null,
    remedy: null,
    waitsFor: null,
  });
  const whole = { ...bare, row: 14, column: 'Against', found: 'NST-1', remedy: 'Wait for it.' };
  t.strictSame(stoppedBy(whole, pounds('0.00'), 'refused', 'NST-1'), {
    row: 14,
    state: 'refused',
    net: 0,
    code: 'credit.waiting',
    message: 'The original has not come.',
    column: 'Against',
    found: 'NST-1',
    remedy: 'Wait for it.',
    waitsFor: 'NST-1',
  });
  t.equal(stoppedBy(bare, pounds('1.00')).row, 0, 'a problem of the whole file has no row');
  t.equal(stoppedBy({ ...bare, found: '' }, pounds('1.00')).found, '', 'an empty cell was found');
});
