import t from 'tap';
import { chargeProblems } from '../../../src/trusts/charge-check.ts';
import { asRegister, folderOf, told } from '../../support/trust-folder.ts';

const prices = (...rows: string[]) => [
  'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
  ...rows.map((row) => {
    const [item, unit, price, from] = row.split('|');
    return `S,${item},,${unit},consumed,recurring,${price},${from},`;
  }),
];
const baselines = (...rows: string[]) => [
  'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by',
  ...rows.map((row) => {
    const [item, price] = row.split('|');
    return `S,900001,${item},previous_contract,${price},2025-09-01,,old.pdf,R. Preparer`;
  }),
];

t.test('a mark-up is the price of a pound of pay and of nothing else (F14, F15)', async (t) => {
  const staff = 'STAFF|pounds_of_pay|22% mark-up|2025-09-01';
  const day = 'TEACHER|day|212|2025-09-01';
  const examples: [register: string[], prices: string[], baselines: string[], told: RegExp[]][] = [
    [[], [staff, day], ['STAFF|30% mark-up', 'STAFF|1.3', 'TEACHER|231.14'], []],
    [[staff], [], ['STAFF|30% mark-up'], []],
    [[], [day], ['TEACHER|30% mark-up'], [/baselines\.csv, row 2, unit_price: A mark-up is for/]],
    [[day], [], ['TEACHER|30% mark-up'], [/baselines\.csv, row 2, unit_price: A mark-up is for/]],
    [[], [staff], ['STAFF|231.14'], [/row 2, unit_price: £231\.14 cannot be/]],
    [[], ['TEACHER|day|22% mark-up|2025-09-01'], [], [/prices\.csv, row 2, unit_price: A mark-up/]],
    [
      [],
      [staff, 'STAFF|day|212|2026-09-01'],
      [],
      [/prices\.csv, row 3, unit: STAFF is measured in day here and in pounds of pay in another/],
    ],
    [[staff], ['STAFF|day|212|2026-09-01'], [], [/unit: STAFF is measured in day here/]],
    [['STAFF|day|212|2025-09-01'], [staff], ['STAFF|30% mark-up'], []],
  ];
  for (const [known, priced, before, expected] of examples) {
    const register = asRegister(await folderOf({ 'prices.csv': prices(...known) }));
    const folder = await folderOf({
      'prices.csv': prices(...priced),
      'baselines.csv': baselines(...before),
    });
    const problems = told(chargeProblems(folder, register));
    t.equal(problems.length, expected.length, `${[...known, ...priced, ...before]}: ${problems}`);
    for (const [at, pattern] of expected.entries()) t.match(problems[at], pattern);
  }
  const damaged = await folderOf({
    'prices.csv': prices('STAFF|pounds_of_pay|none|2025-09-01'),
    'baselines.csv': baselines('STAFF|30% mark-up'),
  });
  t.strictSame(chargeProblems(damaged), [], 'a price that cannot be read may say the unit');
});
