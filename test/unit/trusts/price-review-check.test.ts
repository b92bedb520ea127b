import t from 'tap';
import { priceReviewProblems } from '../../../src/trusts/price-review-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const files = {
  'prices.csv': [
    'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
    'P,KWH,,kwh,consumed,recurring,0.25,2025-09-01,',
    'P,REAM,,each,consumed,recurring,2.5,2025-09-01,',
  ],
  'volume_tiers.csv': [
    'contract,item,from_quantity,unit_price,valid_from',
    'P,REAM,9,2,2025-09-01',
  ],
};
const reviews = (row: string) => [
  'contract,item,series,base_month,review_month,cap,collar,decimals,valid_from,valid_to',
  row,
];

t.test(
  'a price review can be known on its day, of a price that nothing else decides',
  async (t) => {
    const register = asRegister(await folderOf(files));
    const examples: [row: string, told: RegExp[]][] = [
      ['P,KWH,CPIH,2025-01,4,0.05,-0.02,4,2025-09-01,', []],
      ['P,KWH,CPIH,2025-01,4,,,,2025-09-01,2026-03-31', []],
      ['P,GAS,CPIH,2025-01,4,,,,2025-09-01,', [/item: No price says what GAS of P costs before/]],
      ['P,REAM,CPIH,2025-01,4,,,,2025-09-01,', [/item: The price of REAM of P is decided by its/]],
      [
        'P,KWH,CPIH,2025-04,4,,,,2025-09-01,',
        [/base_month: The first review is on 2026-04-01 and compares 2025-04 with 2026-04, which/],
      ],
      [
        'P,KWH,CPIH,2025-01,4,0.01,0.02,,2025-09-01,',
        [/collar: The least change, 0\.02, is above/],
      ],
    ];
    for (const [row, expected] of examples) {
      const folder = await folderOf({ 'price_reviews.csv': reviews(row) });
      const problems = told(priceReviewProblems(folder, register));
      t.equal(problems.length, expected.length, `${row}: ${problems}`);
      for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern);
    }
    const alone = await folderOf({
      'price_reviews.csv': reviews('P,GAS,CPIH,2025-01,4,,,,2025-09-01,'),
    });
    t.strictSame(
      priceReviewProblems(alone),
      [],
      'without a register nothing is said to be missing',
    );
  },
);
