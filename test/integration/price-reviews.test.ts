// The right price of each day at import: dated, by the tier reached, moved by an index; advice, never a figure.

import { Readable } from 'node:stream';
import t from 'tap';
import { checkImport } from '../../src/confirmations/commands.ts';
import { writeFindings } from '../../src/confirmations/written.ts';
import type { Database } from '../../src/database/connect.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { type Caller, startApp } from '../support/app.ts';
import { importText, paperFile } from '../support/small-trust.ts';

const csv = { 'content-type': 'text/csv' };
const row = (number: string, day: string, quantity: number, net: string, item = 'REAM') =>
  [number, day, 'I', '', '', day, day, '100001', item, quantity, net, '0.00'] as const;

async function checked(
  database: Database,
  { trustId }: Caller,
  rows: Parameters<typeof paperFile>[0],
) {
  const person = { by: 'C. Manager', at: '2026-05-10T10:00:00.000Z' };
  const open = () => Readable.from([Buffer.from(paperFile(rows))]);
  const received = await receiveFile(database, trustId, { name: 'check.csv', open }, person);
  const result = await checkImport(database, trustId, received.importId, person);
  return writeFindings(result).price_check;
}

t.test(
  'a price that follows an index is reviewed each year, and waits for its level',
  async (t) => {
    const { caller, database } = await startApp(t);
    const asker = await caller('Reviewed');
    const { send, get } = asker;
    const review = {
      ...{ item: 'REAM', series: 'CPIH', base_month: '2025-01', review_month: 4, cap: '0.03' },
      valid_from: '2025-04-01',
    };
    const unknown = await send('POST', '/contracts/P1/price-reviews', { ...review, item: 'PEN' });
    t.equal(unknown.statusCode, 409);
    t.match(unknown.json().errors, [{ pointer: '/item', message: /No price says what PEN of P1/ }]);
    const made = await send('POST', '/contracts/P1/price-reviews', review);
    t.equal(made.statusCode, 201);
    const told = { ...review, collar: null, decimals: 2, valid_to: null };
    t.match(made.json(), { contract: 'P1', price_reviews: [told] });
    t.strictSame((await get('/contracts/P1/terms')).json(), made.json());

    const rows = [row('A1', '2026-03-31', 100, '250.00'), row('A2', '2026-04-01', 100, '262.00')];
    const before = await checked(database, asker, rows);
    t.strictSame(before.differences, [], 'no breach while nobody can know');
    t.match(before.not_known, [{ rows: 1, net: '262.00', why: /CPIH for 2025-01 is not loaded/ }]);
    const levels =
      'series,month,level,published_on\nCPIH,2025-01,129.9,2025-02-19\nCPIH,2026-01,136.0,2026-02-18\n';
    t.equal((await send('POST', '/indices', levels, csv)).statusCode, 200);
    const after = await checked(database, asker, rows);
    t.strictSame(after.not_known, []);
    t.match(after.differences, [
      {
        ...{ document: 'A2', agreed_price: '2.58', agreed_net: '258.00', basis: 'review' },
        ...{ claim: '4.00', why: /capped at \+3\.0%\), £2\.50 became £2\.58\.$/ },
      },
    ]);
  },
);

t.test(
  'the tier that a year has reached is claimed, whatever was posted in which file',
  async (t) => {
    const { caller, database } = await startApp(t);
    const asker = await caller('Tiered');
    const tier = {
      item: 'REAM',
      from_quantity: '1000',
      unit_price: '2.4',
      valid_from: '2025-01-01',
    };
    const made = await asker.send('POST', '/contracts/P1/volume-tiers', tier);
    t.match(made.json(), { volume_tiers: [{ ...tier, valid_to: null }] });
    const clause = {
      spend_above: '1000',
      rebate_rate: '0.02',
      due_months: 1,
      valid_from: '2025-01-01',
    };
    const rebated = await asker.send('POST', '/contracts/P1/rebate-clauses', clause);
    t.match(rebated.json(), { rebate_clauses: [clause] });
    const first = paperFile([row('B1', '2025-06-30', 900, '2250.00')]);
    const { prices } = await importText(database, asker.trustId, 'june.csv', first);
    t.equal(prices.differences.length, 0);
    const next = await checked(database, asker, [
      row('B2', '2025-07-31', 99, '247.50'),
      row('B3', '2025-08-31', 1, '2.50'),
      row('B4', '2026-01-31', 10, '25.00'),
    ]);
    t.match(next.differences, [
      {
        ...{ document: 'B3', agreed_price: '2.4', claim: '0.10', basis: 'tier' },
        why: 'With this row 1,000 are bought from 2025-01 to 2025-12, and from 1,000 on a unit costs £2.40.',
      },
    ]);
    t.equal(next.differences.length, 1);
  },
);

t.test('ends of contracts, meetings and holidays are written by the API too', async (t) => {
  const { caller } = await startApp(t);
  const { send, get } = await caller('Ends');
  const end = { renewal_months: 12, notice_length: 6, notice_unit: 'months', lead_weeks: 10 };
  const put = await send('PUT', '/contracts/P1/end', end);
  t.match(put.json(), { end: { ...end, extensions: null, penalties: null } });
  const half = await send('PUT', '/contracts/P1/end', { notice_length: 6 });
  t.equal(half.statusCode, 409);
  t.match(half.json().errors, [{ message: 'notice_length is 6, and notice_unit is empty.' }]);
  t.equal((await send('PUT', '/contracts/P9/end', end)).statusCode, 404);
  const board_meetings = [{ day: '2027-03-18', name: 'Board, spring' }];
  await send('PUT', '/calendar/board-meetings', { board_meetings });
  const school_holidays = [{ from: '2027-05-31', to: '2027-06-04', name: 'Half-term' }];
  const calendar = await send('PUT', '/calendar/school-holidays', { school_holidays });
  t.strictSame(calendar.json(), { board_meetings, school_holidays });
  const turned = [{ from: '2027-06-04', to: '2027-05-31', name: 'Half-term' }];
  const refused = await send('PUT', '/calendar/school-holidays', { school_holidays: turned });
  t.match(refused.json().errors, [{ pointer: '/school_holidays/0/to' }]);
  await send('PUT', '/calendar/board-meetings', { board_meetings: [] });
  t.strictSame((await get('/calendar')).json(), { board_meetings: [], school_holidays });
  t.match((await get('/renewals?on=2026-11-01')).json().renewals, [
    { contract: 'P1', notice_by: '2027-06-30', renews_for_months: 12 },
  ]);
});
