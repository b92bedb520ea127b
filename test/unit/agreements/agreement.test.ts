import fc from 'fast-check';
import t from 'tap';
import {
  type Agreement,
  closedWindow,
  splitByStanding,
  standingOf,
  standings,
  totalOf,
} from '../../../src/agreements/agreement.ts';
import type { Month } from '../../../src/calendar/period.ts';
import { noMoney, pence } from '../../../src/money/money.ts';
import { readTable } from '../../support/table.ts';
import { anyAmount } from '../lines/given.ts';

const school = { urn: '900001', name: 'St Elfrith' };
const figureOf = (cash: string) => {
  return {
    cashSaving: cash === '-' ? null : pence(Number(cash)),
    avoidance: null,
    netSaving: noMoney,
  };
};

t.test('N19: where a figure stands by the last answer about it', async (t) => {
  const examples = readTable(`
    figure  answer   to   standing  outdated  why
    100     -        -    awaiting  no        nobody has answered
    100     agreed   100  agreed    no        it is the figure that was shown
    100     queried  100  disputed  no        the same
    100     agreed   90   awaiting  yes       the agreement is about the old figure
    100     queried  90   awaiting  yes       and so is the query
    0       agreed   -    awaiting  yes       nothing measured is another thing than zero
    -       agreed   -    agreed    no        that nothing is measured can be agreed
  `);
  for (const { figure = '', answer = '', to = '', standing, outdated, why } of examples) {
    const said = answer === '-' ? undefined : ({ ...figureOf(to), answer } as Agreement);
    const found = standingOf(school, figureOf(figure), said);
    t.strictSame([found.standing, found.isOutdated], [standing, outdated === 'yes'], why ?? '');
  }
});

const anyFigure = fc.record({
  cashSaving: fc.option(anyAmount, { nil: null }),
  avoidance: fc.option(anyAmount, { nil: null }),
  netSaving: anyAmount,
});
const anySaid = fc.record({
  figure: anyFigure,
  answer: fc.constantFrom('agreed', 'queried', undefined),
  isOld: fc.boolean(),
});

t.test('N19: agreed, awaiting and disputed add to the whole, for any answers', async (t) => {
  const rule = fc.property(fc.array(anySaid, { maxLength: 8 }), (list) => {
    const schools = list.map(({ figure, answer, isOld }) => {
      const netSaving = pence(figure.netSaving + (isOld ? 1 : 0));
      const said = answer && ({ ...figure, netSaving, answer } as Agreement);
      return standingOf(school, figure, said);
    });
    const parts = splitByStanding(schools);
    const whole = totalOf(list.map(({ figure }) => figure));
    const sum = (key: 'cashSaving' | 'avoidance' | 'netSaving') =>
      standings.reduce((all, standing) => all + (parts[standing][key] ?? 0), 0);
    const isNowhere = (key: 'cashSaving' | 'avoidance') =>
      standings.every((standing) => parts[standing][key] === null);
    return (
      sum('netSaving') === whole.netSaving &&
      (['cashSaving', 'avoidance'] as const).every((key) =>
        whole[key] === null ? isNowhere(key) : sum(key) === whole[key],
      )
    );
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('a figure needs a first and a last month', async (t) => {
  const [from, to] = ['2025-09', '2026-08'] as Month[];
  t.strictSame(closedWindow({ from, to }), { from, to });
  for (const window of [
    { from, to: undefined },
    { from: undefined, to },
  ]) {
    t.throws(() => closedWindow(window), { code: 'window.unreadable' });
  }
});
