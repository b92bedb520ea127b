import fc from 'fast-check';
import t from 'tap';
import { readDocument } from '../../../src/einvoices/document.ts';
import { ublName } from '../../../src/einvoices/ubl-element.ts';
import { vatOfRows } from '../../../src/einvoices/vat-shares.ts';
import { readXml } from '../../../src/einvoices/xml.ts';
import { formatMoney } from '../../../src/money/money.ts';
import {
  problemsOf,
  type SampleCharge,
  sampleInvoice,
  sampleVat,
} from '../../support/einvoices.ts';
import { readTable } from '../../support/table.ts';

function sharesOf(text: string): string[] {
  const invoice = readDocument(readXml(text, ublName));
  const vats = vatOfRows(invoice);
  return invoice.rows.map((row) => formatMoney(vats.get(row) ?? (Number.NaN as never)));
}

/** `100.00` is a line of that net, `-5.00` an allowance; all at one rate. */
function charges(list: string, rate: number): SampleCharge[] {
  return list.split(' ').map((net) => ({
    kind: net.startsWith('a') ? ('allowance' as const) : ('line' as const),
    pence: Math.round(Number(net.replace('a', '')) * 100),
    code: 'S',
    rate,
  }));
}

t.test('the VAT of a category goes to its rows by largest remainder', async (t) => {
  const examples = readTable(`
    nets                  rate  shares                why
    100.00                20    20.00                 one row has it all
    0.33 0.33 0.34        20    0.07 0.06 0.07        20p, the largest remainders first
    0.02 0.02 0.02        20    0.01 0.00 0.00        a penny goes to the first of equals
    100.00 a20.00         20    20.00 -4.00           an allowance takes its own VAT back
    0.33 0.33 a0.01       20    0.07 0.06 0.00        and leaves the rest to be shared
    -100.00 -50.00        20    -20.00 -10.00         below zero as above
    -0.02 -0.02 -0.02     20    -0.01 0.00 0.00       and mirrored
    -100.00 10.00         20    -20.00 2.00           the smaller side takes its own
    100.00 a100.00        20    20.00 -20.00          nothing on the whole
    0.00 50.00            20    0.00 10.00            a free line bears none
    0.00 0.00             20    0.00 0.00             nor do two
  `);
  for (const { nets = '', rate, shares = '', why = '' } of examples) {
    t.strictSame(sharesOf(sampleInvoice(charges(nets, Number(rate)))), shares.split(' '), why);
  }
});

t.test('VAT on nothing is nobody’s', async (t) => {
  const text = sampleInvoice(charges('0.00', 20)).replaceAll(
    'TaxAmount currencyID="GBP">0.00',
    'TaxAmount currencyID="GBP">0.50',
  );
  t.match(
    problemsOf(() => sharesOf(text)),
    [{ code: 'einvoice.total', message: /£0\.50 is charged under S at 20%, and no line/ }],
  );
});

t.test('shares add up, and each is within a penny of its own VAT by its category', async (t) => {
  const charge = fc.record({
    kind: fc.constant('line' as const),
    pence: fc.integer({ min: 0, max: 500_000 }),
    code: fc.constant('S'),
    rate: fc.constantFrom(5, 20),
  });
  const rule = fc.property(fc.array(charge, { minLength: 1, maxLength: 9 }), (list) => {
    const shares = sharesOf(sampleInvoice(list)).map((text) => Math.round(Number(text) * 100));
    for (const rate of [5, 20]) {
      const of = (index: number) => list[index]?.rate === rate;
      const total = list.filter((_, index) => of(index)).reduce((sum, { pence }) => sum + pence, 0);
      const shared = shares.filter((_, index) => of(index)).reduce((sum, share) => sum + share, 0);
      if (shared !== sampleVat(total, rate)) throw new Error('they add up');
    }
    list.forEach(({ pence, rate }, index) => {
      if (Math.abs((shares[index] ?? Number.NaN) * 100 - pence * rate) > 150)
        throw new Error('near');
    });
  });
  t.doesNotThrow(() => fc.assert(rule, { numRuns: 500 }));
});
