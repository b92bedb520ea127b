import t from 'tap';
import { workingsOf } from '../../../src/packs/workings.ts';
import { isRight, recompute } from '../../support/recompute.ts';
import { cellsFrom, entryOf, pounds } from '../lines/given.ts';
import { names } from '../workings/given.ts';

const unmeasured = { baselineId: null, baselineKind: null, baselineCost: null };

t.test('every figure has its sentence and its sum, from the trust down to the cell', async (t) => {
  const cells = cellsFrom([
    entryOf(),
    entryOf({ schoolId: 'id of 900002', cost: pounds('300.00') }),
    entryOf({ item: 'P45', entryClass: 'off_contract', ...unmeasured, cost: pounds('12.00') }),
  ]);
  const texts = [...workingsOf({}, cells, names)];
  const firsts = texts.map((text) => text.split('\n')[0] ?? '');
  t.match(firsts, [
    'Northfield Trust saved £6.90: £508.40 before − £501.50 now.',
    'Ash: infants (1st) saved £52.70: £254.20 before − £201.50 now.',
    /^Ash: infants \(1st\) saved £52\.70 on contract PAY-2025: /,
    /^Ash: infants \(1st\) saved £52\.70 on PAYSLIP of contract PAY-2025 in September 2025: /,
    /^The cash saving of Ash.* on P45 .*is not known: no recurring cost .*net saving is £0\.00\.$/,
    'Beech was £45.80 worse off: £254.20 before − £300.00 now.',
    /^Beech was £45\.80 worse off on contract PAY-2025: /,
    /^Beech was £45\.80 worse off on PAYSLIP of contract PAY-2025 in September 2025: /,
  ]);
  t.equal(texts.length, 8);
  const all = texts.join('');
  t.match(all, /^The off-contract cost of Ash.* in September 2025 is £12\.00\.$/m);
  for (const sum of all.match(/^ {2}−?£.*$/gm) ?? []) t.ok(isRight(sum.trim()), sum);
  for (const sentence of firsts) t.ok(recompute(sentence).isRight, sentence);
});

t.test('of one school with nothing posted it says so', async (t) => {
  const place = { urn: '900002', contract: 'PAY-2025' };
  t.strictSame(
    [...workingsOf(place, [], names)],
    ['Nothing is posted for Beech on contract PAY-2025, so the net saving is £0.00.\n\n'],
  );
});

t.test('avoidance stands in a sentence of its own', async (t) => {
  const cells = cellsFrom([entryOf({ baselineKind: 'quote', baselineCost: pounds('200.00') })]);
  const [text = ''] = workingsOf({ urn: '900001' }, cells, names);
  t.match(text, /paid £1\.50 more than at the prices compared with: £200\.00 .* − £201\.50 /);
});
