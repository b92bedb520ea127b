import t from 'tap';
import { isSamePerson } from '../../../src/access/same-person.ts';
import { readTable } from '../../support/table.ts';

t.test('case and spaces tell nobody apart', async (t) => {
  const examples = readTable(`
    one           other         same
    D. Finance    D. Finance    yes
    D. Finance    d. finance    yes
    D. Finance    D. Financer   no
    D. Finance    D Finance     no
  `);
  for (const { one = '', other = '', same } of examples) {
    t.equal(isSamePerson(one, other), same === 'yes', `${one} and ${other}`);
  }
  t.ok(isSamePerson(' D.  Finance', 'D. Finance '));
});
