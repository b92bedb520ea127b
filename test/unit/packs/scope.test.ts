import t from 'tap';
import { guardOf, leftOut } from '../../../src/packs/scope.ts';
import { daysOf, schoolOf } from '../lines/given.ts';

const [valid = { from: '', to: '' } as never] = daysOf('2025-01-01..');
const ash = schoolOf('900001', { name: 'Ash' });
const beech = schoolOf('900002', {
  name: 'Beech Primary',
  identifiers: [{ kind: 'alias', value: 'Site 7', valid }],
});

t.test("N17: one school's pack lets no text through that names another", async (t) => {
  const guard = guardOf([ash, beech], ash);
  for (const text of ['Import of beech primary.csv', '900002', 'SITE 7, June']) {
    t.equal(guard(text), leftOut, text);
  }
  t.equal(guard('Import of ash.csv for 900001'), 'Import of ash.csv for 900001');
  t.equal(guardOf([ash, beech], undefined)('Beech Primary'), 'Beech Primary', 'the trust sees all');
});
