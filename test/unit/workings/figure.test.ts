import fc from 'fast-check';
import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { measuresOf } from '../../../src/savings/measures.ts';
import type { Asked } from '../../../src/workings/beside.ts';
import { poundsTerm } from '../../../src/workings/explanation.ts';
import { addedUp, belowOf, fewOf, sumOf, workingOf } from '../../../src/workings/figure.ts';
import { figureOf, measures } from '../../../src/workings/measure.ts';
import { isRight, recompute, resultOf } from '../../support/recompute.ts';
import { cellOf, cellsFrom, pounds } from '../lines/given.ts';
import { anyEntry, names } from './given.ts';

const asked = (facts: Partial<Asked> = {}): Asked => ({
  place: {},
  measure: 'net_saving',
  names,
  cells: [],
  ...facts,
});

const measured = (cost: string, before: string) => ({
  entries: 1,
  measuredEntries: 1,
  cost: pounds(cost),
  measuredCost: pounds(cost),
  cashCost: pounds(cost),
  baselineCost: pounds(before),
  cashBaselineCost: pounds(before),
});

t.test('the sentence of every figure gives the figure, whatever the entries', async () => {
  const places = [
    {},
    { urn: '900001' },
    { urn: '900002', contract: 'PAY-2025' },
    { month: '2025-09' as Month },
  ];
  fc.assert(
    fc.property(
      fc.array(anyEntry, { maxLength: 25 }),
      fc.constantFrom(...places),
      fc.constantFrom(...measures),
      (entries, place, measure) => {
        const cells = cellsFrom(entries).filter(
          ({ urn, month }) => urn === (place.urn ?? urn) && month === (place.month ?? month),
        );
        const question = asked({ place, measure, cells });
        const { main, besides, below } = workingOf(question, belowOf(question));
        const value = figureOf(measure, measuresOf(cells));
        for (const each of [main, ...besides, below]) {
          if (each.sum !== null && !isRight(each.sum)) return false;
          if (each.value === null || each.terms.length === 0) continue;
          const { figure, isRight: isTold } = recompute(each.sentence);
          if (Number(figure) !== Number(each.value) || !isTold) return false;
        }
        if (main.value !== value || below.value !== figureOf(addedUp(measure), measuresOf(cells)))
          return false;
        return main.sum === null || Number(resultOf(main.sum)) === Number(value);
      },
    ),
    { numRuns: 500 },
  );
});

t.test('a net saving is told with what it is made of, and links to each', async (t) => {
  const cells = [
    cellOf({
      ...measured('7000.00', '14600.00'),
      oneOff: pounds('300.00'),
      rebate: pounds('120.00'),
    }),
  ];
  const { main, besides } = workingOf(asked({ cells }), belowOf(asked({ cells })));
  t.equal(
    main.sentence,
    'Northfield Trust saved £7,420.00 net: £7,600.00 cash saving − £300.00 one-off cost + £120.00 rebates.',
  );
  t.equal(main.sum, '£7,600.00 − £300.00 + £120.00 = £7,420.00');
  t.match(main.terms[1], {
    sign: '-',
    value: '300.00',
    target: { kind: 'place', measure: 'one_off' },
  });
  t.strictSame(
    besides.map(({ sentence }) => sentence),
    ['The cash saving of £7,600.00 is £7,600.00 new + £0.00 sustained.'],
  );
});

t.test('a loss is said in words, and an unknown figure says why', async (t) => {
  const loss = asked({
    place: { urn: '900002', contract: 'PAY-2025' },
    cells: [cellOf(measured('410.00', '100.00'))],
  });
  t.equal(
    workingOf(loss, belowOf(loss)).main.sentence,
    'Beech was £310.00 worse off on contract PAY-2025: £100.00 before − £410.00 now.',
  );
  const unknown = asked({
    measure: 'cash_saving',
    cells: [cellOf({ entries: 1, cost: pounds('90.00') })],
  });
  const { main } = workingOf(unknown, belowOf(unknown));
  t.equal(main.value, null);
  t.match(main.sentence, /no approved baseline says what was paid before, so £90\.00/);
});

t.test('a place with nothing posted has a sentence of its own, and no broken sum', async (t) => {
  const place = { urn: '900002', month: '2025-09' as Month };
  const of = (measure: Asked['measure'], cells: Asked['cells'] = []) => {
    const question = asked({ place, measure, cells });
    const { main, besides } = workingOf(question, belowOf(question));
    t.strictSame([main.sum, besides], [null, []]);
    return main.sentence;
  };
  const where = 'Nothing is posted for Beech in September 2025, so the';
  t.equal(of('net_saving'), `${where} net saving is £0.00.`);
  t.equal(of('cash_saving'), `${where} cash saving is not known.`);
  t.equal(of('rebate'), `${where} rebates are £0.00.`);
  t.match(of('coverage_percent'), /^No percentage can be told for Beech in September 2025/);
  t.equal(
    of('net_saving', [cellOf({ entries: 1, offContractCost: pounds('12.00') })]),
    'The cash saving of Beech in September 2025 is not known: no recurring cost stands there that could be measured. No one-off cost and no rebate stands there, so the net saving is £0.00.',
  );
});

t.test('what became known late stands beside the closed figure', async (t) => {
  const cells = [
    cellOf(measured('25.00', '31.00')),
    cellOf({ ...measured('5.00', '4.00'), bookedMonth: '2025-11' as Month }),
  ];
  const { besides } = workingOf(asked({ cells }), belowOf(asked({ cells })));
  t.equal(
    besides.at(-1)?.sentence,
    'The net saving of £5.00 holds a prior-period adjustment: £6.00 when the months were closed − £1.00 became known later.',
  );
});

t.test('a percentage has both its numbers and is never a sum', async (t) => {
  const cells = [cellOf({ ...measured('87.50', '90.00'), cost: pounds('100.00') })];
  const question = asked({ measure: 'coverage_percent', cells });
  const { main, below } = workingOf(question, belowOf(question));
  t.equal(main.sum, '£87.50 ÷ £100.00 = 87.5% rounded');
  t.equal(below.value, '87.50', 'below it stand the pounds of its part');
  t.equal(addedUp('coverage_percent'), 'measured_cost');
});

t.test('many parts are told as the largest and the rest', async (t) => {
  const terms = [1, 2, 3, 4, 5, 6, 7, 80].map((n) => poundsTerm('+', `no ${n}`, pounds(`${n}.00`)));
  const few = fewOf(terms);
  t.strictSame(
    few.map(({ value }) => value),
    ['4.00', '5.00', '6.00', '7.00', '80.00', '6.00'],
  );
  t.equal(few.at(-1)?.label, 'in 3 others');
  t.equal(fewOf(terms.slice(0, 6)).length, 6);
  const told = sumOf(
    asked({ measure: 'cost', cells: [cellOf({ cost: pounds('108.00') })] }),
    terms,
  );
  t.ok(recompute(told.sentence).isRight && told.terms.length === 8);
});
