import fc from 'fast-check';
import t from 'tap';
import {
  refuseUnfitAct,
  type SupplierWish,
  standsFor,
  stateAfter,
} from '../../../src/suppliers/supplier-act.ts';

const ids = ['A', 'B', 'C', 'D'];
const names = new Map(ids.map((id) => [id, `${id} Ltd`]));
const wish = (text: string): SupplierWish => {
  const [supplierId = '', act = '', object = null] = text.split(' ');
  const isOther = act === 'same_as';
  return {
    ...{ supplierId, act: act as SupplierWish['act'], reason: 'told by telephone' },
    alias: isOther ? null : object,
    otherId: isOther ? object : null,
  };
};
const after = (...acts: string[]) => stateAfter(acts.map(wish));
const refusal = (text: string, ...acts: string[]) => {
  try {
    refuseUnfitAct(wish(text), after(...acts), names);
  } catch (error) {
    return String(error);
  }
  return '';
};

t.test('a supplier stands for those that are the same, until they are taken apart', async (t) => {
  const state = after('A same_as B', 'B same_as C');
  t.strictSame(
    ids.map((id) => standsFor(state, id)),
    ['C', 'C', 'C', 'D'],
  );
  const parted = after('A same_as B', 'B same_as C', 'B apart');
  t.strictSame(
    ids.map((id) => standsFor(parted, id)),
    ['B', 'B', 'C', 'D'],
  );
});

t.test('an other name is there until it ends, and can come again', async (t) => {
  t.strictSame(after('A alias X', 'A alias Y').aliases.get('A'), ['X', 'Y']);
  t.strictSame(after('A alias X', 'A alias Y', 'A alias_ended X').aliases.get('A'), ['Y']);
  t.strictSame(after('A alias X', 'A alias_ended X', 'A alias X').aliases.get('A'), ['X']);
});

t.test('what does not fit is refused with the names', async (t) => {
  const same = 'A same_as B';
  t.match(refusal('A same_as A'), /"A Ltd" is the same as itself/);
  t.match(refusal('B same_as A', same), /"A Ltd" is said to be the same as "B Ltd" already/);
  t.match(refusal('C same_as A', same, 'B same_as C'), /"A Ltd" is said to be the same as "C Ltd"/);
  t.match(refusal('A same_as C', same), /"A Ltd" is said to be the same as "B Ltd" already/);
  t.match(refusal('B apart', same), /"B Ltd" is not said to be the same/);
  t.match(refusal('A alias X', 'A alias X'), /"X" is a name of this supplier already/);
  t.match(refusal('A alias X', 'B alias X'), /"X" is a name of the supplier "B Ltd"/);
  t.match(refusal('A alias_ended X'), /"X" is no other name of "A Ltd"/);
  t.match(refusal('A alias'), /alias needs alias, and nothing else/);
  t.match(refusal('A same_as'), /same_as needs other/);
  t.match(refusal('A apart X', same), /apart needs neither alias nor other/);
  for (const fitting of ['A same_as C', 'A alias X', 'C same_as B']) {
    t.equal(refusal(fitting, 'D same_as C'), '', fitting);
  }
  t.equal(refusal('A apart', same), '');
  t.equal(refusal('A alias_ended X', 'A alias X'), '');
});

t.test(
  'whatever is said and fits, each supplier ends at one, and its contrary takes it back',
  async (t) => {
    const id = fc.constantFrom(...ids);
    const act = fc.oneof(
      fc.tuple(id, id).map(([one, other]) => `${one} same_as ${other}`),
      id.map((one) => `${one} apart`),
    );
    const rule = fc.property(fc.array(act, { maxLength: 12 }), (wanted) => {
      const said: string[] = [];
      for (const each of wanted) {
        if (refusal(each, ...said) !== '') continue;
        const before = after(...said);
        said.push(each);
        const [one = '', kind] = each.split(' ');
        if (kind !== 'same_as') continue;
        t.strictSame(after(...said, `${one} apart`).sameAs, before.sameAs);
      }
      const state = after(...said);
      return ids.every((each) => !state.sameAs.has(standsFor(state, each)));
    });
    t.doesNotThrow(() => fc.assert(rule));
  },
);
