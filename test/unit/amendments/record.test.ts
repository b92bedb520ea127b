import t from 'tap';
import { recordFieldNames, recordFields, recordOf } from '../../../src/amendments/record.ts';

t.test('what is not said of a contract is not known', async (t) => {
  const record = recordOf({ officer: 'J. Ward', tupe: false });
  t.equal(record.officer, 'J. Ward');
  t.equal(record.tupe, false);
  t.equal(record.exitPlan, null);
  t.same(Object.keys(record), recordFieldNames);
  for (const name of recordFieldNames) t.ok(recordFields[name].inWords, name);
});
