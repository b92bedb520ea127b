import t from 'tap';
import { suggestSame } from '../../../src/suppliers/likeness.ts';
import { nothingSaid, supplier } from './given.ts';

const told = (...suppliers: ReturnType<typeof supplier>[]) =>
  suggestSame(suppliers, nothingSaid).map(({ suppliers: [one, other], likenesses }) => {
    return `${one.name} = ${other.name}: ${likenesses.join()}`;
  });

t.test('numbers come first, then names', async (t) => {
  const found = told(
    supplier('Northfield Teachers', '', 'GB 123 4567 89'),
    supplier('NSX', '01234567', '123456789'),
    supplier('Northfield Supply', '01234567'),
    supplier('Smith & Sons Ltd'),
    supplier('smith and sons'),
    supplier('Brightwater Payroll'),
    supplier('Brightwatre Payroll Limited'),
  );
  t.strictSame(found, [
    'NSX = Northfield Supply: company_number',
    'NSX = Northfield Teachers: vat_number',
    'Smith & Sons Ltd = smith and sons: name',
    'Brightwater Payroll = Brightwatre Payroll Limited: similar_name',
  ]);
});

t.test('short names, other words and other numbers are not alike', async (t) => {
  t.strictSame(told(supplier('Arco'), supplier('Argo')), []);
  t.strictSame(told(supplier('North Catering'), supplier('South Catering')), []);
  t.strictSame(
    told(supplier('Framework Lot 1 Supplies'), supplier('Framework Lot 2 Supplies')),
    [],
  );
});

t.test(
  'two company numbers speak against a name, and a similar one is not told at all',
  async (t) => {
    const same = [supplier('Mill Ltd', '01234567'), supplier('Mill plc', '00000006')];
    const [found] = suggestSame(same, nothingSaid);
    t.match(found?.reasons, [
      '"Mill Ltd" and "Mill plc" differ in case, punctuation or the kind of company only.',
      'Against it: their company numbers are 01234567 and 00000006.',
    ]);
    const similar = [supplier('Brightwater', '01234567'), supplier('Brightwatre', '00000006')];
    t.strictSame(told(...similar), []);
  },
);

t.test(
  'who is said to be the same already is left out, and other names are looked at',
  async (t) => {
    const both = [supplier('Mill Ltd'), supplier('Mill')];
    const sameAs = new Map([['Mill', 'Mill Ltd']]);
    t.strictSame(suggestSame(both, { ...nothingSaid, sameAs }), []);
    const aliases = new Map([['Mill', ['Ink Works Ltd']]]);
    const [found] = suggestSame([supplier('Mill'), supplier('Ink Works')], {
      sameAs: new Map(),
      aliases,
    });
    t.match(found?.reasons, [/"Ink Works" and "Ink Works Ltd" differ in case/]);
  },
);

t.test('thousands of suppliers are looked through without all pairs', async (t) => {
  const many = Array.from({ length: 3000 }, (_, index) => {
    const letters = index
      .toString(26)
      .replace(/./g, (digit) => String.fromCharCode(97 + parseInt(digit, 26)));
    return supplier(`${letters}ware School Services`, String(10_000_000 + index));
  });
  const twin = supplier('Elsewhere', '10000007');
  t.equal(told(...many, twin).length, 1);
});
