import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { outcomesOf, wholeOf } from '../../../src/sourcing/comparison.ts';
import { outcomeSentences, wholeSentence } from '../../../src/sourcing/words.ts';
import { costOf, quoteOf } from './given.ts';

const all = () => decimal('1');

t.test('what an option means for a school is said in whole sentences', async (t) => {
  const examples: [costs: string[], quotes: string[], sentences: string[]][] = [
    [
      ['900001 REAM 2.50 1200'],
      ['900001 REAM 2.60'],
      ['Ash (900001) loses £120.00 a year: £3,000.00 now, £3,120.00 then.'],
    ],
    [
      ['900001 REAM 2.50 1200'],
      ['900001 REAM 2.40 0.2 50.00 1500'],
      [
        'Ash (900001) gains £120.00 a year: £3,000.00 now, £2,880.00 then.',
        'Set-up costs it £50.00 once.',
        'REAM is quoted for 1,500 a year, and the school bought 1,200: ask whether the price holds.',
      ],
    ],
    [
      ['900001 REAM 2.50 100'],
      ['900001 REAM 2.50 0.2 0.00 100'],
      ['Ash (900001) pays the same: £250.00 a year.'],
    ],
    [
      ['900001 REAM 2.50 100', '900001 INK 5 1'],
      ['900001 REAM 2.40'],
      [
        'Ash (900001) cannot be told: INK (it is not quoted). The rest is £250.00 now, £240.00 then.',
      ],
    ],
    [
      ['900001 REAM 2.50 100'],
      [],
      ['Ash (900001) cannot be told: REAM (it is not quoted). Nothing of it is in the sums.'],
    ],
  ];
  for (const [costs, quotes, sentences] of examples) {
    const [outcome] = outcomesOf(costs.map(costOf), quotes.map(quoteOf), all);
    t.strictSame(outcome && outcomeSentences(outcome, 'Ash'), sentences);
  }
});

t.test('the whole of an option says how gains and losses are spread', async (t) => {
  const costs = [
    '900001 REAM 2 100',
    '900002 REAM 3 100',
    '900003 REAM 2.40 100',
    '900004 INK 1 1',
  ];
  const asked = ['900001', '900002', '900003'].map((urn) => quoteOf(`${urn} REAM 2.40 0.2 5.00`));
  const whole = wholeOf(outcomesOf(costs.map(costOf), asked, all));
  t.equal(
    wholeSentence(whole),
    'In all it saves £20.00 a year (£740.00 now, £720.00 then): 1 school loses (£40.00 less), 1 school is not clear, 1 school pays the same, 1 school gains (£60.00). Set-up costs £15.00 once.',
  );
  const dear = ['900001', '900002'].map((urn) => quoteOf(`${urn} REAM 4`));
  t.equal(
    wholeSentence(wholeOf(outcomesOf(costs.slice(0, 2).map(costOf), dear, all))),
    'In all it costs £300.00 more a year (£500.00 now, £800.00 then): 2 schools lose (£300.00 less).',
  );
});
