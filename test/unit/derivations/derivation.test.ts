import t from 'tap';
import type { Month } from '../../../src/calendar/period.ts';
import { type AskedHistory, derive } from '../../../src/derivations/derivation.ts';
import type { HistoricShare } from '../../../src/derivations/history.ts';
import { decimal, fraction, round } from '../../../src/money/decimal.ts';
import { daysOf, pounds } from '../lines/given.ts';

const asked: AskedHistory = {
  from: '2025-01' as Month,
  to: '2025-12' as Month,
  contract: 'CLEAN',
  item: 'HOUR',
  lineClass: 'recurring',
  without: [],
  knownAtJournal: 7,
};
const monthNumbers = Array.from({ length: 12 }, (_, index) => String(index + 1).padStart(2, '0'));

const inMonth = (
  month: string,
  net: string,
  quantity: string,
  facts: Partial<HistoricShare> = {},
): HistoricShare => ({
  lineId: `${month} ${net} ${quantity}`,
  days: daysOf(`2025-${month}-01..2025-${month}-28`),
  net: pounds(net),
  vat: pounds('0'),
  quantity: fraction(decimal(quantity)),
  unit: 'hour',
  isCredit: false,
  ...facts,
});

/** Cleaning of a year: £18,720 for 1,560 hours. */
const year = monthNumbers.map((month) =>
  inMonth(month, '1560.00', '130', { vat: pounds('312.00') }),
);

function workingOf(shares: readonly HistoricShare[], facts: Partial<AskedHistory> = {}) {
  const derivation = derive(shares, { ...asked, ...facts });
  if ('problems' in derivation) throw new Error(JSON.stringify(derivation.problems));
  return derivation.working;
}

function refusals(shares: readonly HistoricShare[], facts: Partial<AskedHistory> = {}) {
  const derivation = derive(shares, { ...asked, ...facts });
  return 'problems' in derivation ? derivation.problems.map(({ message }) => message) : [];
}

t.test('F2: cleaning of £18,720.00 for 1,560 hours is £12.00 an hour', async (t) => {
  const working = workingOf(year);
  t.match(working, {
    lines: 12,
    spend: '18720.00',
    vat: '3744.00',
    quantity: '1560',
    unit: 'hour',
    unitPrice: '12',
    vatRate: '0.2',
    knownAtJournal: 7,
    formula:
      'Net spend ÷ volume = unit price: £18,720.00 ÷ 1560 = £12, rounded once to six decimals.',
  });
  t.match(working.months[0], { month: '2025-01', lines: 1, spend: '1560.00', quantity: '130' });
});

t.test('the sentence can be worked out again from its own numbers', async (t) => {
  const odd = [...year.slice(1), inMonth('01', '1560.01', '129.7')];
  const { formula, unitPrice, spend, quantity } = workingOf(odd);
  const [, pounds = '', units = '', price = ''] =
    /£([\d,.]+) ÷ ([\d,.]+) = £([\d,.]+),/.exec(formula) ?? [];
  const plain = (text: string) => decimal(text.replaceAll(',', ''));
  t.equal(round(fraction(plain(pounds), plain(units)), 6), plain(price).toFixed(6));
  t.strictSame([plain(pounds).toFixed(2), plain(units).toFixed()], [spend, quantity]);
  t.equal(plain(price).toFixed(), unitPrice);
  t.equal(unitPrice, '12.002315', '18,720.01 ÷ 1,559.7, rounded once');
});

t.test('a credit on the price lowers it; thirds of a quantity are added exactly', async (t) => {
  const credit = inMonth('05', '-156.00', '0', { isCredit: true });
  t.equal(workingOf([...year, credit]).unitPrice, '11.9');
  const third = { quantity: fraction(decimal('1'), 3) };
  const thirds = ['01', '02', '03'].map((month) => inMonth(month, '4.00', '0', third));
  t.equal(workingOf(thirds, { to: '2025-03' as Month }).unitPrice, '12');
});

t.test('the VAT rate is the usual one that explains the VAT, else what it was', async (t) => {
  const rateOf = (vat: string) =>
    workingOf([inMonth('01', '10.03', '1', { vat: pounds(vat) })], { to: '2025-01' as Month })
      .vatRate;
  const examples = {
    '2.01': '0.2',
    '2.00': '0.2',
    '0.50': '0.05',
    '0.00': '0',
    '1.00': '0.099701',
  };
  for (const [vat, rate] of Object.entries(examples)) t.equal(rateOf(vat), rate, vat);
  const stated = derive(year, asked, decimal('0'));
  t.match(stated, { working: { vatRate: '0' } }, 'what a person states stands');
});

t.test('what is missing is said, all at once', async (t) => {
  t.match(refusals(year.filter((_, index) => index !== 1 && index !== 7)), [
    'Nothing of HOUR of CLEAN is posted for 2025-02, 2025-08, so the period is not whole.',
  ]);
  const summer = year.filter((_, index) => index !== 7);
  t.match(workingOf(summer, { without: ['2025-08'] as Month[] }), {
    without: ['2025-08'],
    unitPrice: '12',
  });
  t.match(refusals([...year, inMonth('02', '5.00', '0')]), [
    'One line has £5.00 net and no quantity, so the volume is not known.',
  ]);
  t.match(refusals([...year, inMonth('02', '5.00', '1', { unit: 'day' })]), [
    'The lines are counted in day and hour, which cannot be added.',
  ]);
  t.match(refusals([]), [/Nothing of HOUR .*2025-01, .*2025-12/, /not above zero/]);
  t.match(refusals([...year, inMonth('02', '-99999.00', '0', { isCredit: true })]), [
    /£81,279.00 more was credited than spent/,
  ]);
});
