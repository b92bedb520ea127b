import t from 'tap';
import { awardRoutes, procurementKinds, recordOf } from '../../../src/amendments/record.ts';
import {
  procedureOf,
  procurementInWords,
  relatedProcesses,
  routeInWords,
} from '../../../src/register/procedure.ts';

t.test('a route is one of the four methods where that is certain', async (t) => {
  const methods = awardRoutes.map((route) => [
    route,
    procedureOf(recordOf({ route }), '').procurementMethod,
  ]);
  t.strictSame(methods, [
    ['framework', undefined],
    ['dynamic_market', 'selective'],
    ['open_competition', 'open'],
    ['quotes', 'limited'],
    ['catalogue', undefined],
    ['direct_award', 'direct'],
  ]);
});

t.test('what is bought is one of three categories where that is certain', async (t) => {
  const categories = procurementKinds.map((kind) => [
    kind,
    procedureOf(recordOf({ kind }), '').mainProcurementCategory,
  ]);
  t.strictSame(categories, [
    ['goods', 'goods'],
    ['services', 'services'],
    ['works', 'works'],
    ['light_touch', 'services'],
    ['concession', undefined],
    ['light_touch_concession', 'services'],
  ]);
});

t.test('the words of the register come first, then the route', async (t) => {
  const record = recordOf({ route: 'quotes' });
  t.equal(procurementInWords(record, 'three quotes'), 'three quotes');
  t.equal(procurementInWords(record, ''), routeInWords.quotes);
  t.equal(procurementInWords(null, ''), '');
  t.strictSame(procedureOf(null, ''), {});
  t.strictSame(procedureOf(null, 'quotes'), { procurementMethodDetails: 'quotes' });
});

t.test('a framework is a related process with its lot', async (t) => {
  t.strictSame(relatedProcesses(null), []);
  t.strictSame(relatedProcesses(recordOf({ route: 'framework' })), []);
  const record = recordOf({ framework: 'RM6376', frameworkLot: '2' });
  t.strictSame(relatedProcesses(record), [
    { id: 'framework', relationship: ['framework'], title: 'RM6376, lot 2' },
  ]);
  t.match(relatedProcesses(recordOf({ framework: 'RM6376' })), [{ title: 'RM6376' }]);
});
