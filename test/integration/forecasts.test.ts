// Stages of a saving: identified, contracted, realised, validated; each counts once (N21).
import t from 'tap';
import type { Month } from '../../src/calendar/period.ts';
import { forecast, stages } from '../../src/cli/forecasts.ts';
import { actOnPeriod } from '../../src/closings/commands.ts';
import { startApp } from '../support/app.ts';
import { row } from '../support/settling.ts';
import { importText, paperFile } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

t.test('a saving moves through the stages and counts at one of them', async (t) => {
  const { database, caller } = await startApp(t);
  const key = await caller('Staged');
  const trustee = await caller('Staged', 'T. Trustee');
  const { trustId } = key;
  const told = {
    area: 'Paper',
    from: '2025-06',
    to: '2025-07',
    schools: [
      { urn: '100001', amount: '140.00' },
      { urn: '100003', amount: '30.00' },
    ],
    basis: 'Three quotes',
  };
  const stagesNow = async (query = '') => (await key.get(`/stages${query}`)).json();

  const added = await key.send('POST', '/forecasts', told);
  t.equal(added.statusCode, 201);
  t.match(added.json(), {
    forecast: { number: 1, version: 1, stage: 'identified', recorded_by: 'C. Manager' },
    before: { identified: null, forecast: null },
    after: { identified: '170.00', contracted: null, forecast: '170.00', realised: null },
  });
  const twice = await key.send('POST', '/forecasts', { ...told, area: 'paper', to: '2025-06' });
  t.match(twice.json(), { status: 409, errors: [{ code: 'forecast.twice' }] });
  t.match(
    twice.json().detail,
    'Forecast 1 by C. Manager expects the saving of Paper at 100001, 100003',
  );
  const refused: [facts: Record<string, unknown>, status: number, code: string][] = [
    [{ schools: [{ urn: '100009', amount: '1.00' }] }, 422, 'school.unknown'],
    [{ schools: [...told.schools, ...told.schools] }, 400, 'request.unreadable'],
    [{ area: 'Ink', contract: 'P9' }, 422, 'contract.unknown'],
    [{ from: '2025-08' }, 400, 'window.unreadable'],
  ];
  for (const [facts, status, code] of refused) {
    const answer = await key.send('POST', '/forecasts', { ...told, ...facts });
    t.match(answer.json(), { status, errors: [{ code }] }, code);
  }

  const body = { contract: 'P1', basis: 'Contract P1' };
  const moved = await key.send('POST', '/forecasts/1/contract', body);
  t.match(moved.json(), {
    forecast: { version: 2, stage: 'contracted', contract: 'P1', basis: 'Contract P1' },
    before: { identified: '170.00', contracted: null },
    after: { identified: null, contracted: '170.00' },
  });

  const june = [row('A', { quantity: 100, net: '250.00' })];
  await importText(database, trustId, 'june.csv', paperFile(june));
  const realised = await stagesNow();
  t.match(realised.total.realised_sentence, /is £60\.00: £60\.00 of P1, 100001\.$/);
  t.match(realised.rows, [
    {
      contract: 'P1',
      urn: '100001',
      name: 'Ash',
      contracted: '70.00',
      realised: '60.00',
      validated: '0.00',
      comparison: 'forecast £70.00, came out £60.00 (−£10.00)',
    },
    { urn: '100003', contracted: '30.00', realised: null, validated: null, comparison: null },
  ]);
  t.match(realised.total, { forecast: '100.00', realised: '60.00', difference: '-10.00' });
  const report = (await key.get('/savings?by=school')).json();
  t.equal(report.total.cash_saving, realised.total.realised, 'as every report has it');

  const close = { by: 'D. Finance', at: '2026-01-08T10:00:00.000Z' };
  await actOnPeriod(database, trustId, '2025-06' as Month, { act: 'closed' }, close);
  const window = { contract: 'P1', from: '2025-06', to: '2025-06' };
  t.equal((await key.send('POST', '/validations', window)).statusCode, 403, 'none of its authors');
  t.equal((await trustee.send('POST', '/validations', window)).statusCode, 201);
  t.match((await stagesNow()).total, { realised: '60.00', validated: '60.00' });
  const late = [row('B', { quantity: 10, net: '25.00' })];
  await importText(database, trustId, 'late.csv', paperFile(late));
  t.match((await stagesNow()).total, { realised: '66.00', validated: '0.00' }, 'it has changed');

  t.equal((await key.send('POST', '/forecasts/1/drop', { reason: 'Bought less' })).statusCode, 200);
  t.match(await stagesNow('?from=2025-06&to=2025-06'), {
    total: { forecast: null, realised: '66.00', expected: null },
  });
  const gone = await key.send('POST', '/forecasts/1/contract', body);
  t.match(gone.json(), { status: 409, errors: [{ code: 'forecast.unknown' }] });
  t.match((await key.get('/forecasts')).json().items, [
    { number: 1, version: 3, stage: 'dropped', reason: 'Bought less' },
  ]);

  const again = { ...told, contract: 'P1', from: '2025-07' };
  const both = await Promise.all([1, 2].map(() => key.send('POST', '/forecasts', again)));
  t.strictSame(both.map(({ statusCode }) => statusCode).sort(), [201, 409], 'at one moment one');
  // As known at journal 2: the late line, but not what was dropped, signed or forecast after it.
  const then = (await stagesNow('?as_known_at=2')).total;
  t.match(then, { realised: '66.00', validated: '0.00', expected: '70.00', contracted: '100.00' });
  const first = await stagesNow('?as_known_at=1');
  t.match(first, { journal: 1, total: { realised: '60.00', validated: '0.00' } });
  t.equal((await key.get('/stages?as_known_at=3')).statusCode, 422, 'no such journal');
  const { headers } = await key.get('/stages');
  const same = await key.get('/stages', { 'if-none-match': String(headers.etag) });
  t.equal(same.statusCode, 304);
});

t.test('the terminal shows what a forecast changes first', async (t) => {
  const { database, caller } = await startApp(t);
  await caller('Staged');
  const june = ['--from', '2025-06', '--to', '2025-06'];
  const words = ['add', '--area', 'Paper', '--school', '100001=1,200.00', ...june];
  const all = [...words, '--school', '100002=-60', '--basis', 'Three quotes'];
  const checked = await runCommand(database, forecast, all);
  t.match(checked.join('\n'), /1 \(version 1\) {2}identified: Paper, £1,140\.00 for 2 schools/);
  t.match(checked.join('\n'), /before.*–[\s\S]*after.*£1,140\.00/);
  t.equal(checked.at(-1), 'Checked, nothing saved; --confirm does it.');
  t.match(await runCommand(database, stages, []), [/no forecasts and no measured savings/]);
  await runCommand(database, forecast, [...all, '--confirm']);
  await runCommand(database, forecast, ['contract', '1', '--contract', 'P1', '--confirm']);
  const told = (await runCommand(database, stages, june)).join('\n');
  t.match(told, /P1 .*100001 Ash.*–.*£1,200\.00.*–.*–/);
  t.match(told, 'Forecast £1,140.00');
  t.match(told, 'Realised –');
  const [json = ''] = await runCommand(database, stages, ['--json']);
  t.match(JSON.parse(json), { total: { contracted: '1140.00', realised: null } });
  await runCommand(database, forecast, ['drop', '1', '--reason', 'No bidder', '--confirm']);
  t.match((await runCommand(database, forecast, ['list'])).join('\n'), 'dropped: No bidder');
  for (const wrong of [
    ['add', '--area', 'Paper', '--school', '100001', ...june, '--basis', 'x'],
    [...words],
    ['contract', 'one', '--contract', 'P1'],
    ['contract', '1'],
    ['drop', '1'],
    ['lose'],
  ]) {
    await t.rejects(runCommand(database, forecast, wrong), { name: 'Error' }, wrong.join(' '));
  }
});
