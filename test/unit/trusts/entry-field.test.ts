import t from 'tap';
import { missingIn, options, plain, typedIn } from '../../../src/trusts/entry-field.ts';

t.test('words of the register are said plainly', async (t) => {
  t.equal(plain('all_through'), 'All through');
  t.strictSame(options(['a_b'], plain), [{ value: 'a_b', text: 'A b' }]);
});

t.test('of what was typed only the fields of the form are taken', async (t) => {
  const fields = [
    { id: 'name', label: 'Name', kind: 'text' as const },
    { id: 'urn', label: 'URN', kind: 'short' as const },
  ];
  t.strictSame(typedIn(fields, { name: ' Oak ', more: 'x' }), { name: 'Oak', urn: '' });
});

t.test('what has to be there is missed at its field', async (t) => {
  const fields = [
    { id: 'name', label: 'Name', kind: 'text' as const },
    { id: 'left_on', label: 'Last day', kind: 'day' as const, isOptional: true },
  ];
  t.match(missingIn(fields, { name: '', left_on: '' }), [{ column: 'name' }]);
  t.strictSame(missingIn(fields, { name: 'Oak', left_on: '' }), []);
});
