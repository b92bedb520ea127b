import t from 'tap';
import { noMoney, pence } from '../../../src/money/money.ts';
import {
  attemptsMax,
  brokenOff,
  failedWithin,
  isFinished,
  type Run,
  refuseOtherWish,
  runSecondsLeft,
} from '../../../src/runs/run.ts';

const run: Run = {
  id: 'run-1',
  importId: 'import-1',
  work: 'confirm',
  allOrNothing: false,
  controlTotal: undefined,
  askerId: null,
  limitMark: null,
  state: 'running',
  isCancelled: false,
  askedAt: '2026-01-05T10:00:00.000Z',
  askedBy: 'C. Manager',
  attempt: 1,
  startedAt: '2026-01-05T10:00:00.000Z',
  notedAt: '2026-01-05T10:01:05.000Z',
  finishedAt: null,
  phase: 'posting',
  rowsInAll: 1000,
  rowsRead: 1000,
  rowsSettled: 500,
  netRead: noMoney,
};

t.test('a run is over when it has come to an end of any kind', async (t) => {
  const over = ['done', 'failed', 'cancelled'] as const;
  for (const state of over) t.equal(isFinished({ state }), true, state);
  for (const state of ['queued', 'running'] as const) t.equal(isFinished({ state }), false, state);
});

t.test('the seconds that are left count down while it comes no further', async (t) => {
  t.equal(runSecondsLeft(run, '2026-01-05T10:01:05.000Z'), 72);
  t.equal(runSecondsLeft(run, '2026-01-05T10:01:15.400Z'), 62);
  t.equal(runSecondsLeft(run, '2026-01-05T10:30:00.000Z'), 0, 'never below nothing');
  t.equal(runSecondsLeft(run, '2026-01-05T10:01:00.000Z'), 72, 'a clock that is behind');
  const untold: Partial<Run>[] = [
    { state: 'queued' },
    { state: 'done' },
    { phase: null },
    { rowsInAll: null },
    { startedAt: null },
    { notedAt: null },
    { notedAt: run.startedAt },
  ];
  for (const facts of untold) {
    t.equal(runSecondsLeft({ ...run, ...facts }, '2026-01-05T10:01:05.000Z'), null);
  }
});

t.test('the same wish is the same run; another is refused', async (t) => {
  const { importId, work } = run;
  const conditions = {
    allOrNothing: false,
    controlTotal: undefined,
    askerId: null,
    limitMark: null,
  };
  const wish = { importId, work, ...conditions };
  t.doesNotThrow(() => refuseOtherWish(run, wish));
  const isOther = { message: /^The confirmation is under way with another control total/ };
  t.throws(() => refuseOtherWish(run, { ...wish, allOrNothing: true }), isOther);
  t.throws(() => refuseOtherWish(run, { ...wish, controlTotal: pence(1) }), isOther);
  const ofOthers = {
    message: /^The confirmation is under way already, asked for with another key/,
  };
  t.throws(() => refuseOtherWish(run, { ...wish, limitMark: 'key-1' }), ofOthers);
  const ofKey = { ...run, limitMark: 'key-1' };
  t.throws(() => refuseOtherWish(ofKey, { ...wish, limitMark: 'key-2' }), ofOthers);
  t.throws(() => refuseOtherWish(ofKey, wish), ofOthers);
  t.doesNotThrow(() => refuseOtherWish(ofKey, { ...wish, limitMark: 'key-1' }));
  const stopping = { ...run, work: 'check' as const, isCancelled: true };
  t.throws(() => refuseOtherWish(stopping, { ...wish, work: 'check' }), {
    message: 'The check that is under way is being cancelled. Ask again in a moment.',
    code: 'run.underway',
  });
});

t.test('work that broke off says so, and what to do', async (t) => {
  t.match(brokenOff('may.csv'), {
    code: 'run.broken-off',
    file: 'may.csv',
    message: new RegExp(`broke off ${attemptsMax} times, and nothing of it was saved`),
  });
  t.match(failedWithin('may.csv', 'ref-7'), { remedy: /report the reference ref-7 if it lasts/ });
});
