import t from 'tap';
import { byCategory, categoryAt, categoryName } from '../../../src/einvoices/vat-category.ts';
import { formatDecimal } from '../../../src/money/decimal.ts';
import type { ProblemDetail } from '../../../src/problem.ts';
import { ublElement } from '../../support/einvoices.ts';

function categoryOf(parts: string, problems: ProblemDetail[] = []) {
  const item = ublElement(`<cac:Item><cac:TaxCategory>${parts}</cac:TaxCategory></cac:Item>`);
  return categoryAt(item, 'cac:TaxCategory', { problems });
}
const printed = (code: string, percent: string) =>
  categoryOf(`<cbc:ID>${code}</cbc:ID><cbc:Percent>${percent}</cbc:Percent>`);

t.test('one rate is one category however it is printed', async (t) => {
  t.equal(categoryName(printed('S', '20')), 'S at 20%');
  t.equal(categoryName(printed('S', '20.00')), 'S at 20%');
  t.equal(categoryName(printed('S', '17.5')), 'S at 17.5%');
  t.equal(categoryName(categoryOf('<cbc:ID>O</cbc:ID>')), 'O at 0%', 'outside the scope of VAT');
  t.equal(categoryName(categoryOf('')), 'none at 0%');
});

t.test('a rate that is no number is a problem', async (t) => {
  const problems: ProblemDetail[] = [];
  const { rate } = categoryOf('<cbc:ID>S</cbc:ID><cbc:Percent>20 %</cbc:Percent>', problems);
  t.equal(formatDecimal(rate), '0');
  t.match(problems, [{ code: 'einvoice.amount', column: 'VAT rate', found: '20 %' }]);
});

t.test('what is charged comes together by its category', async (t) => {
  const charged = ['S 20', 'Z 0', 'S 5', 'S 20.0'].map((text) => {
    const [code = '', percent = ''] = text.split(' ');
    return { text, category: printed(code, percent) };
  });
  const groups = [...byCategory(charged)].map(([name, all]) => [name, all.map(({ text }) => text)]);
  t.strictSame(groups, [
    ['S at 20%', ['S 20', 'S 20.0']],
    ['Z at 0%', ['Z 0']],
    ['S at 5%', ['S 5']],
  ]);
});
