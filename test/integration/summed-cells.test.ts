// Reports add cells up in the database: the same, to the penny, as adding up every cell (P7, P11, P13).
import fc from 'fast-check';
import t from 'tap';
import { tryInTrust } from '../../src/database/tenant.ts';
import { sumColumns } from '../../src/ledger/cell-sums.ts';
import { type Dimension, dimensions, placesOf, reportBy } from '../../src/reports/report.ts';
import { cellsOf, summedCellsOf } from '../../src/reports/store.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

const amounts = sumColumns.filter((name) => !/entries|quantity|indexed/.test(name));
const amount = fc.integer({ min: -99_999, max: 99_999 });
const day = (number: number) => `2025-0${number}-01`;

/** One journal's part of a cell: in the books of its month or a later one, with an index or without. */
const part = fc.record({
  school: fc.nat(2),
  item: fc.constantFrom('REAM', 'DESK'),
  month: fc.integer({ min: 1, max: 4 }),
  monthsLate: fc.constantFrom(0, 0, 0, 0, 0, 1, 2),
  isSustained: fc.boolean(),
  journal: fc.integer({ min: 1, max: 3 }),
  measured: fc.nat(2),
  sums: fc.tuple(...amounts.map(() => amount)),
  indexed: fc.option(fc.tuple(amount, amount, amount)),
});
/** With late bookings and indexed prices, or without any of both. */
const history = fc
  .tuple(fc.array(part, { minLength: 1, maxLength: 14 }), fc.boolean())
  .map(([parts, isPlain]) =>
    isPlain ? parts.map((each) => ({ ...each, monthsLate: 0, indexed: null })) : parts,
  );
const cuts: Dimension[][] = [
  ...dimensions.map((dimension) => [dimension]),
  ['contract', 'month'],
  ['school', 'item'],
  ['school', 'month'],
  [...dimensions],
];

t.test('cells added up by the database make the same reports as all cells', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Sums'));
  await fc.assert(
    fc.asyncProperty(history, async (parts) => {
      await tryInTrust(database, trustId, async (tenant) => {
        const { sql } = tenant;
        const schools = await sql`select id from school where trust_id = ${trustId} order by urn`;
        const [contract] = await sql`select id from contract where trust_id = ${trustId}`;
        for (const { school, journal, month, ...rest } of parts) {
          const row = {
            ...{ trust_id: trustId, school_id: schools[school]?.id, contract_id: contract?.id },
            ...{ item: rest.item, service_month: day(month), journal_number: journal },
            ...{ booked_month: day(month + rest.monthsLate), is_sustained: rest.isSustained },
            ...{ entries: 1, measured_entries: rest.measured, quantity: '1.5' },
            ...Object.fromEntries(amounts.map((name, at) => [name, rest.sums[at]])),
            indexed_cost: rest.indexed?.[0] ?? 0,
            indexed_baseline_cost: rest.indexed?.[1] ?? 0,
            indexed_measured_cost: rest.indexed?.[2] ?? 0,
          };
          await sql`insert into savings_journal ${sql(row)} on conflict do nothing`;
        }
        const cell =
          'trust_id, school_id, contract_id, item, service_month, booked_month, is_sustained';
        const added = sumColumns.map((name) => `sum(${name}) as ${name}`).join(', ');
        await sql.unsafe(
          `insert into savings_month (${cell}, ${sumColumns.join(', ')})
           select ${cell}, ${added} from savings_journal group by ${cell}`,
        );
        for (const asKnownAt of [undefined, 2]) {
          const window = { from: undefined, to: undefined, asKnownAt };
          const all = await cellsOf(tenant, window);
          for (const by of cuts) {
            const summed = await summedCellsOf(tenant, window, placesOf(by));
            t.strictSame(reportBy(summed, by), reportBy(all, by), `${by} at ${asKnownAt}`);
          }
        }
      });
    }),
    { numRuns: 40 },
  );
});
