// A folder with more rows than one statement can take, of every file about contracts.
import t from 'tap';
import { priceReviewsOf } from '../../src/agreed-prices/store.ts';
import { contractVersionsOf } from '../../src/amendments/store.ts';
import { chargesOf } from '../../src/charges/store.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { calendarOf, renewalTermsOf } from '../../src/renewals/store.ts';
import { volumeTermsOf } from '../../src/tiers/store.ts';
import { freshDatabase } from '../support/database.ts';
import { baselines, loadFiles, smallTrust } from '../support/small-trust.ts';

/** A statement takes 65,535 values: so many rows of any of these files are more than that. */
const contracts = 6600;

const lines = (header: string, count: number, row: (index: number) => string) =>
  [header, ...Array.from({ length: count }, (_, index) => row(index)), ''].join('\n');
const month = (index: number) =>
  `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
const next = (day: number) => new Date(Date.UTC(2030, 0, 1 + day)).toISOString().slice(0, 10);

t.test('each of its rows is loaded', async (t) => {
  const database = await freshDatabase(t);
  const small = smallTrust('Many Federation');
  const trustId = await loadFiles(database, {
    ...small,
    'contracts.csv': lines(
      'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
      contracts,
      (index) => `P${index},Paper,Paper Mill,paper,E19,2025-01-01,2027-12-31,3,quotes,pupils`,
    ),
    'prices.csv': lines(
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      2 * contracts,
      (index) =>
        `P${index >> 1},${index % 2 ? 'CARD' : 'REAM'},,each,consumed,recurring,4,2025-01-01,`,
    ),
    'baselines.csv': baselines([]),
    'contract_terms.csv': lines(
      'contract,extension_months,extensions,renewal_months,notice_length,notice_unit,lead_weeks,penalties',
      contracts,
      (index) => `P${index},12,1,,3,months,${index % 50},None`,
    ),
    'contract_records.csv': lines(
      'contract,signed_on,annual_value',
      contracts,
      (index) => `P${index},2024-12-01,${index}.00`,
    ),
    'price_reviews.csv': lines(
      'contract,item,series,base_month,review_month,valid_from',
      contracts,
      (index) => `P${index},REAM,CPI,2024-06,1,2025-01-01`,
    ),
    'volume_tiers.csv': lines(
      'contract,item,from_quantity,unit_price,valid_from',
      2 * contracts,
      (index) => `P${index >> 1},CARD,${1 + (index % 2)},3.9,2025-01-01`,
    ),
    'rebate_clauses.csv': lines(
      'contract,spend_above,rebate_rate,due_months,valid_from',
      2 * contracts,
      (index) => `P${index >> 1},${1 + (index % 2)},0.01,3,2025-01-01`,
    ),
    'central_charges.csv': lines('urn,from,to,amount,source', 4800, (index) => {
      const of = month(Math.floor(index / 3));
      return `${100001 + (index % 3)},${of},${of},${index}.00,Agreed`;
    }),
    'board_meetings.csv': lines('day,name', 22_000, (index) => `${next(index)},Board`),
    'school_holidays.csv': lines('from,to,name', 17_000, (index) => {
      const day = next(2 * index);
      return `${day},${day},Closed`;
    }),
  });
  await inTrust(database, trustId, async (tenant) => {
    const { tiers, clauses } = await volumeTermsOf(tenant);
    const { meetings, holidays } = await calendarOf(tenant);
    t.strictSame(
      {
        terms: (await renewalTermsOf(tenant)).size,
        versions: (await contractVersionsOf(tenant)).size,
        reviews: (await priceReviewsOf(tenant)).length,
        tiers: tiers.length,
        clauses: clauses.length,
        charges: (await chargesOf(tenant)).length,
        meetings: meetings.length,
        holidays: holidays.length,
      },
      {
        ...{ terms: contracts, versions: contracts, reviews: contracts },
        ...{
          tiers: 2 * contracts,
          clauses: 2 * contracts,
          charges: 4800,
          meetings: 22_000,
          holidays: 17_000,
        },
      },
    );
  });
});
