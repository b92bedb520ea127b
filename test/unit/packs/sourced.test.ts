import t from 'tap';
import { decimal } from '../../../src/money/decimal.ts';
import { pence } from '../../../src/money/money.ts';
import { guardOf } from '../../../src/packs/scope.ts';
import { ofAllSchools, sourcedParts } from '../../../src/packs/sourced.ts';
import type { Area } from '../../../src/sourcing/area.ts';
import { day, schoolOf } from '../lines/given.ts';
import { rowsOf, scopeOf } from './given.ts';

const ash = schoolOf('900001', { name: 'Ash' });
const beech = schoolOf('900002', { name: 'Beech' });
const cost = (urn: string) => ({
  ...{ schoolId: urn, urn, item: 'REAM', ofContract: null, ofContractId: null, ofItem: null },
  ...{ lines: 'recurring' as const, without: [], kind: 'quote' as const, source: 'Letter' },
  ...{ unitPrice: decimal('3'), vatRate: decimal('0.2'), annualQuantity: decimal('100') },
});
const quote = (urn: string) => ({
  ...{ urn, item: 'REAM', unitPrice: decimal('2'), vatRate: decimal('0.2') },
  ...{ annualQuantity: null, oneOff: pence(5000) },
});
const area = (reference: string, urns: readonly string[]): Area => ({
  ...{ id: reference, reference, title: 'Paper', category: 'paper', cfrCode: 'E19' },
  ...{ driver: 'pupils', startsOn: day('2026-09-01'), endsOn: day('2028-08-31') },
  ...{ noticeMonths: 3, yearFrom: '2025-01' as Area['yearFrom'] },
  items: [{ item: 'REAM', description: 'Ream', unit: 'each', quantityBasis: 'consumed' }],
  costs: urns.map(cost),
  options: [{ name: 'Mill', supplier: 'Paper Mill', document: 'q.pdf', quotes: urns.map(quote) }],
  chosen: { option: 'Mill', forecast: 1, reason: 'Beech pays less', by: 'office', at: 'then' },
});
const areas = [area('P', ['900001', '900002']), area('Q', ['900002'])];
const of = (school: typeof ash | undefined, contract?: string) =>
  rowsOf(
    sourcedParts({ scope: scopeOf(school, { contract }), areas }, guardOf([ash, beech], school)),
  );

t.test('a pack of the trust has what was paid, quoted and chosen', async (t) => {
  t.match(await of(undefined), {
    'sourcing_areas.csv': [/^P,Paper,paper,E19,pupils,2026-09-01,2028-08-31,3,2025-01$/, /^Q,/],
    'sourcing_costs.csv': [/^P,900001,REAM,Ream,each,consumed,/, /^P,900002,/, /^Q,900002,/],
    'sourcing_quotes.csv': [/^P,Mill,Paper Mill,q\.pdf,900001,REAM,2,0\.2,,50\.00$/, /./, /^Q,/],
    'sourcing_choices.csv': ['P,Mill,Beech pays less,1,office,then', /^Q,/],
  });
  t.match(await of(undefined, 'Q'), { 'sourcing_areas.csv': [/^Q,/] });
});

t.test('of a school’s pack its own costs and quotes alone, and not why', async (t) => {
  const found = await of(ash);
  t.strictSame(
    Object.values(found).map((rows) => rows.length),
    [1, 1, 1, 1],
  );
  t.notMatch(JSON.stringify(found), /900002|Beech/);
  t.match(found['sourcing_choices.csv']?.[0], ofAllSchools);
});
