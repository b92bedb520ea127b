import fc from 'fast-check';
import t from 'tap';
import { canonicalJson } from '../../../src/seals/canonical-json.ts';

t.test('one document is one text', async (t) => {
  const examples: [value: unknown, text: string][] = [
    [{ b: '1.00', a: [null, true, 12] }, '{"a":[null,true,12],"b":"1.00"}'],
    [{ B: 1, a: 2, '€': 3, é: 4 }, '{"B":1,"a":2,"é":4,"€":3}'],
    [{ left: undefined, there: null }, '{"there":null}'],
    ['a "quoted" – text', '"a \\"quoted\\" – text"'],
    [[], '[]'],
  ];
  for (const [value, text] of examples) t.equal(canonicalJson(value), text);
});

t.test('the order of names changes nothing, and nothing is lost', async () => {
  const document = fc.dictionary(
    fc.string(),
    fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
  );
  fc.assert(
    fc.property(document, (value) => {
      const turned = Object.fromEntries(Object.entries(value).reverse());
      const text = canonicalJson(value);
      return canonicalJson(turned) === text && canonicalJson(JSON.parse(text)) === text;
    }),
  );
});
