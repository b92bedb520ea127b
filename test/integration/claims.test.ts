// N21: one line, one claim.
import t from 'tap';
import type { Month } from '../../src/calendar/period.ts';
import { actOnPeriod } from '../../src/closings/commands.ts';
import { startApp } from '../support/app.ts';
import { row } from '../support/settling.ts';
import { importText, paperFile } from '../support/small-trust.ts';

t.test('N21: claiming a saving twice is refused and names the first claim', async (t) => {
  const { caller } = await startApp(t);
  const key = await caller('Claims');
  const place = { contract: 'P1', urn: '100001', from: '2025-04', to: '2026-03' };
  const claim = (facts: Record<string, unknown>) =>
    key.send('POST', '/claims', { ...place, claimant: 'Broker Ltd', ...facts });
  const first = await claim({ words: 'Framework 12' });
  t.equal(first.statusCode, 201);
  const { id } = first.json();
  t.match(first.json(), { ...place, claimant: 'Broker Ltd', claimed_by: 'C. Manager' });

  const second = await claim({ claimant: 'Green initiative', from: '2026-03', to: '2026-08' });
  t.match(second.json(), { status: 409, errors: [{ code: 'claim.twice' }] });
  t.match(second.json().detail, `Broker Ltd has claimed the saving of P1 at 100001`);
  t.match(second.json().detail, id, 'the first claim is named');
  t.equal((await claim({ from: '2026-04', to: '2027-03' })).statusCode, 201, 'other months');
  t.equal((await claim({ urn: '100002' })).statusCode, 201, 'another school');
  t.equal((await claim({ urn: '100009' })).statusCode, 422);
  t.equal((await claim({ contract: 'P9' })).statusCode, 422);

  const both = await Promise.all(['A', 'B'].map((claimant) => claim({ claimant, urn: '100003' })));
  const codes = both.map(({ statusCode }) => statusCode).sort();
  t.strictSame(codes, [201, 409], 'at the same moment only one');

  const withdraw = () =>
    key.send('POST', `/claims/${id}/withdrawal`, { reason: 'It was the wrong school' });
  t.match((await withdraw()).json(), { id, withdrawn: { withdrawn_by: 'C. Manager' } });
  t.equal((await withdraw()).statusCode, 409, 'once');
  t.equal((await claim({ claimant: 'Green initiative' })).statusCode, 201, 'free again');
  const { items } = (await key.get('/claims')).json();
  t.strictSame([items.length, items[0].id], [5, id], 'what was withdrawn stays on record');
});

t.test('N21: a closed figure is validated by none of its authors', async (t) => {
  const { database, caller } = await startApp(t);
  const manager = await caller('Validated');
  const { trustId } = manager;
  const trustee = await caller('Validated', 'T. Trustee');
  const maker = await caller('Validated', 'A. Maker');
  const june = [row('A', { quantity: 100, net: '250.00' })];
  await importText(database, trustId, 'june.csv', paperFile(june));
  const body = { contract: 'P1', from: '2025-06', to: '2025-06' };
  const validate = (who: typeof manager) => who.send('POST', '/validations', body);
  t.equal((await validate(trustee)).statusCode, 409, 'the month is open');
  const person = { by: 'D. Finance', at: '2026-01-08T10:00:00.000Z' };
  await actOnPeriod(database, trustId, '2025-06' as Month, { act: 'closed' }, person);
  t.match((await validate(manager)).json(), {
    status: 403,
    errors: [{ code: 'validation.author' }],
  });
  t.equal((await validate(maker)).statusCode, 403, 'who prepared a baseline');
  const signed = await validate(trustee);
  const figure = { cash_saving: '60.00', net_saving: '60.00', journal: 1, is_outdated: false };
  t.match(signed.json(), { ...figure, validated_by: 'T. Trustee' });
  const late = [row('B', { quantity: 10, net: '25.00' })];
  await importText(database, trustId, 'late.csv', paperFile(late));
  const { items } = (await trustee.get('/validations')).json();
  const now = { cash_saving: '66.00' };
  t.match(items, [{ ...figure, is_outdated: true, now }], 'the signed figure stays as it was');
});
