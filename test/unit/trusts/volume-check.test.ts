import t from 'tap';
import { byItem, volumeProblems } from '../../../src/trusts/volume-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const prices = (...rows: string[]) => [
  'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
  ...rows.map((row) => `P,${row.replace('|', ',,each,').replace('|', ',')},3.4,2025-09-01,`),
];
const tiers = (...rows: string[]) => [
  'contract,item,from_quantity,unit_price,valid_from,valid_to',
  ...rows.map((row) => `P,${row.replaceAll('|', ',')}`),
];

t.test(
  'a tier is of an item that is counted, and no dearer than the one below (F16)',
  async (t) => {
    const payslip = prices('PAYSLIP|consumed|recurring', 'DESK|whole_service|recurring');
    const examples: [known: string[], tiers: string[], told: RegExp[]][] = [
      [[], ['PAYSLIP|5500|3.25|2025-09-01|', 'PAYSLIP|8000|3.1|2025-09-01|'], []],
      [[], ['P45|5500|3.25|2025-09-01|'], [/row 2, item: No price says what P45 of P costs below/]],
      [[], ['DESK|5|80|2025-09-01|'], [/row 2, item: DESK of P is not recurring, or every school/]],
      [
        [],
        ['PAYSLIP|5500|3.25|2025-09-01|', 'PAYSLIP|8000|3.3|2025-09-01|'],
        [/row 3, unit_price: A larger volume would cost more: from 5500 on the price is 3\.25\./],
      ],
      [[], ['PAYSLIP|5500|3.25|2025-09-01|2026-08-31', 'PAYSLIP|8000|3.3|2026-09-01|'], []],
      [
        ['PAYSLIP|5500|3.25|2025-09-01|'],
        ['PAYSLIP|8000|3.3|2025-09-01|'],
        [/row 2, unit_price: A larger volume would cost more/],
      ],
      [['PAYSLIP|5500|3.25|2025-09-01|'], ['PAYSLIP|5500|3.3|2025-09-01|'], []],
    ];
    for (const [known, rows, expected] of examples) {
      const register = asRegister(
        await folderOf({ 'prices.csv': payslip, 'volume_tiers.csv': tiers(...known) }),
      );
      const folder = await folderOf({ 'volume_tiers.csv': tiers(...rows) });
      const problems = told(volumeProblems(folder, register));
      t.equal(problems.length, expected.length, `${rows}: ${problems}`);
      for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern);
    }
    const alone = await folderOf({ 'volume_tiers.csv': tiers('P45|5500|3.25|2025-09-01|') });
    t.strictSame(volumeProblems(alone), [], 'without a register nothing is said to be missing');
  },
);

t.test('the rows of an item are found, and of no other that is written alike', async (t) => {
  const rows = ['a b', 'a', 'a'].map((contract, index) => ({
    contract,
    item: index === 0 ? 'c' : 'b c',
  }));
  const of = byItem(rows);
  t.strictSame(of({ contract: 'a', item: 'b c' }), rows.slice(1));
  t.strictSame(of({ contract: 'a', item: 'b' }), []);
});
