import t from 'tap';
import {
  contracted,
  dropped,
  latestOf,
  refuseSchools,
  refuseSecond,
  standing,
} from '../../../src/forecasts/forecast.ts';
import { windowOf } from '../charges/given.ts';
import { forecastOf, schoolsOf } from './given.ts';

const energy = forecastOf(1, '2025-09..2026-08', '900001=1200.00 900002=600.00');

t.test('of a forecast the latest version stands', async (t) => {
  const moved = { ...energy, ...contracted(energy, { contract: 'E-2025' }), version: 2 };
  const other = forecastOf(2, '2025-09..2026-08', '900003=5.00');
  t.strictSame(latestOf([other, moved, energy]), [moved, other]);
  t.equal(standing([energy, moved], 1), moved);
  t.throws(() => standing([energy], 9), { code: 'forecast.unknown', message: /no forecast 9/ });
  const gone = { ...moved, ...dropped(moved, 'No bidder'), version: 3 };
  t.match(gone, { stage: 'dropped', contract: 'E-2025', reason: 'No bidder', area: 'Energy' });
  t.throws(() => standing([energy, moved, gone], 1), {
    code: 'forecast.unknown',
    message: /C\. Manager dropped forecast 1: No bidder/,
  });
});

t.test('contracting names the contract, and keeps what is not told anew', async (t) => {
  t.match(contracted(energy, { contract: 'E-2025' }), {
    stage: 'contracted',
    contract: 'E-2025',
    area: 'Energy',
    window: energy.window,
    schools: energy.schools,
    basis: 'Three quotes',
  });
  const told = { window: windowOf('2025-10..2026-09'), schools: schoolsOf('900001=900.00') };
  t.match(contracted(energy, { contract: 'E-2025', ...told, basis: 'Contract' }), {
    ...told,
    basis: 'Contract',
  });
});

t.test('N21: a saving is forecast once at each stage', async (t) => {
  const contract = { contract: 'E-2025', area: 'Power' };
  const known = [energy, forecastOf(2, '2025-09..2025-12', '900001=90.00', contract)];
  const examples: [told: ReturnType<typeof forecastOf>, isRefused: boolean, why: string][] = [
    [forecastOf(0, '2026-08..2026-09', '900002=1.00', { area: 'energy ' }), true, 'one month'],
    [forecastOf(0, '2026-09..2026-10', '900002=1.00'), false, 'other months'],
    [forecastOf(0, '2025-09..2026-08', '900003=1.00'), false, 'another school'],
    [forecastOf(0, '2025-09..2026-08', '900001=1.00', { area: 'Paper' }), false, 'another area'],
    [forecastOf(0, '2025-12..2026-08', '900001=1.00', contract), true, 'the contract'],
    [
      forecastOf(0, '2025-12..2026-08', '900001=1.00', { contract: 'G-2025' }),
      false,
      'another contract',
    ],
  ];
  for (const [told, isRefused, why] of examples) {
    const refuse = () => refuseSecond(known, told);
    if (isRefused) t.throws(refuse, { code: 'forecast.twice' }, why);
    else t.doesNotThrow(refuse, why);
  }
  t.doesNotThrow(() => refuseSecond(known, energy, 1), 'a version of itself');
  const gone = [{ ...energy, ...dropped(energy, 'x'), version: 2 }];
  t.doesNotThrow(() => refuseSecond([...known.slice(0, 1), ...gone], energy), 'a dropped one');
  t.doesNotThrow(() => refuseSecond(gone, dropped(energy, 'y')), 'dropping another of it');
});

t.test('a forecast names each school once', async (t) => {
  t.doesNotThrow(() => refuseSchools(schoolsOf('900001=1.00 900002=-2.00')));
  t.throws(() => refuseSchools([]), { code: 'request.unreadable' });
  t.throws(() => refuseSchools(schoolsOf('900001=1.00 900001=2.00')), {
    code: 'request.unreadable',
    message: /two amounts for 900001/,
  });
});
