import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { changeOf, type Figures } from '../../../src/scenarios/effect.ts';
import { changeNotes, effectSentence } from '../../../src/scenarios/words.ts';
import { readTable } from '../../support/table.ts';
import { contractOf, day, pounds, priceOf, registerOf, schoolOf } from '../lines/given.ts';

const figures = (cost: string, net: string, avoidance: string): Figures => ({
  cost: pounds(cost),
  oneOff: pounds('0.00'),
  offContractCost: pounds('0.00'),
  rebate: pounds('0.00'),
  baselineCost: null,
  cashSaving: null,
  avoidance: avoidance === '-' ? null : pounds(avoidance),
  netSaving: pounds(net),
});

t.test('an effect is one sentence, and a change of cost is no saving', async (t) => {
  const rows = readTable(`
    cost    net      avoided  sentence
    100.00  50.00    -        Ash: nothing changes.
    410.00  -260.00  -        Ash pays £310.00 more, is £310.00 worse off by its net saving.
    90.00   60.00    -        Ash pays £10.00 less, is £10.00 better off by its net saving.
    110.00  50.00    -        Ash pays £10.00 more, is not measured against what it paid before.
    110.00  50.00    -10.00   Ash pays £10.00 more, avoids £10.00 less.
    100.00  40.00    -        Ash pays the same, is £10.00 worse off by its net saving.
  `);
  const before = figures('100.00', '50.00', '-');
  for (const { cost = '', net = '', avoided = '', sentence } of rows) {
    const after = figures(cost, net, avoided);
    const compared = { place: '900001', before, after, change: changeOf(before, after) };
    t.equal(effectSentence('Ash', compared), sentence);
  }
});

const ends = { terms: new Map(), calendar: { meetings: [], holidays: [] } };

t.test('each change says what it means and what stays open', async (t) => {
  const contract = contractOf([['900001', '2025-09-01..']], {
    prices: [priceOf('PAYSLIP'), priceOf('PLATFORM', { quantityBasis: 'whole_service' })],
  });
  const register = registerOf([schoolOf('900001', { name: 'Ash' })], contract);
  const PAY = { contract: 'PAY-2025', urn: '900001' };
  const said = (change: Parameters<typeof changeNotes>[0]) =>
    changeNotes(change, register, ends).join(' ');
  const left = said({ kind: 'leave', ...PAY, on: day('2026-09-01') });
  t.match(
    left,
    /^Ash takes no part in PAY-2025 from 2026-09-01\. What it would pay elsewhere is not/,
  );
  t.match(
    left,
    /asks for 6 months' notice: by 2026-02-27, so that it has to be decided by 2026-02-27\./,
  );
  t.match(left, /Fixed fees stay as they are and are shared again: PLATFORM\./);
  t.match(left, /follow the schools that take part, to the nearest penny of a line: PAYSLIP\./);
  t.match(said({ kind: 'join', ...PAY, on: day('2026-09-01') }), /^Ash takes part/);
  t.equal(
    said({ kind: 'key', contract: 'PAY-2025', driver: 'floor_area' }),
    'PAY-2025 is shared by floor area.',
  );
  const from = day('2026-01-01');
  t.match(
    said({ kind: 'price', contract: 'PAY-2025', item: 'PAYSLIP', unitPrice: decimal('4.5'), from }),
    /^PAYSLIP of PAY-2025 costs £4\.5 a unit from 2026-01-01/,
  );
  const size = { kind: 'driver_value', urn: '900009', driver: 'pupils', from } as const;
  t.match(said({ ...size, factor: decimal('0.9') }), /^900009 has 0\.9 times its pupils from/);
  t.match(said({ ...size, value: decimal('90') }), /^900009 has pupils of 90 from 2026-01-01/);
  const free = registerOf([], contractOf([], { noticeMonths: 0, prices: [] }));
  t.equal(changeNotes({ kind: 'leave', ...PAY, on: from }, free, ends).length, 2);
  t.strictSame(
    changeNotes({ kind: 'join', contract: 'X', urn: '1', on: from }, free, ends).length,
    1,
  );
});

t.test(
  'N12, N22: leaving says the day of notice, the meeting before it, and what leaving costs',
  async (t) => {
    const contract = contractOf([['900001', '2025-09-01..']], { prices: [] });
    const register = registerOf([schoolOf('900001', { name: 'Ash' })], contract);
    const terms = {
      ...{ extension: null, renewalMonths: null, leadWeeks: 4 },
      ...{
        notice: { length: 1, unit: 'months' as const },
        penalties: 'half of the fees to the end',
      },
    } as const;
    const known = {
      terms: new Map([[contract.id, terms]]),
      calendar: { meetings: [{ day: day('2026-07-01'), name: 'the summer board' }], holidays: [] },
    };
    const left = {
      kind: 'leave',
      contract: 'PAY-2025',
      urn: '900001',
      on: day('2026-09-01'),
    } as const;
    t.match(changeNotes(left, register, known), [
      /^Ash takes no part/,
      "PAY-2025 asks for 1 month's notice: by 2026-07-31, so that it has to be decided at the summer board on 2026-07-01.",
      'Of leaving early the contract says: half of the fees to the end. Such a charge is not counted.',
    ]);
  },
);
