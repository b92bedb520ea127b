import t from 'tap';
import type { Agreement, SchoolStanding, Standing } from '../../../src/agreements/agreement.ts';
import { answersView } from '../../../src/agreements/answers-view.ts';
import { pence } from '../../../src/money/money.ts';

function school(urn: string, standing: Standing, answer: Partial<Agreement> = {}): SchoolStanding {
  const figure = { cashSaving: pence(12345), avoidance: null, netSaving: pence(12345) };
  const said = {
    ...{ by: 'H. Head', at: '2026-03-01T10:00:00.000Z', words: '', netSaving: pence(100) },
    ...answer,
  } as Agreement;
  const isOutdated = standing === 'awaiting' && answer.answer !== undefined;
  return {
    ...{ urn, name: `School ${urn}`, standing, ...figure, isOutdated },
    answer: answer.answer ? said : null,
  };
}
const asked = { exactness: 'pence' as const, answerAt: (urn: string) => `/${urn}` };

t.test('of one school its own standing is said, with where to answer', async (t) => {
  const view = answersView(
    { schools: [school('1', 'awaiting'), school('2', 'awaiting')] },
    { ...asked, urn: '2' },
  );
  t.match(view, { parts: [], schools: [{ href: '/2', tag: { text: 'Awaiting an answer' } }] });
  t.match(view?.schools[0]?.text, /£123\.45 saved\. The school has not answered yet/);
});

t.test('of all schools the whole is split, and only disputes are told one by one', async (t) => {
  const disputed = school('3', 'disputed', { answer: 'queried', words: 'We paid less.' });
  const schools = [school('1', 'agreed', { answer: 'agreed' }), school('2', 'awaiting'), disputed];
  const view = answersView({ schools }, asked);
  t.equal(view?.inWords, '1 of 3 schools agree with their figures.');
  t.strictSame(
    view?.parts.map(({ text }) => text),
    ['1 school: £123.45 saved', '1 school: £123.45 saved', '1 school: £123.45 saved'],
  );
  t.match(view?.schools, [{ name: 'School 3', words: 'We paid less.' }]);
  t.equal(view?.schools.length, 1);
});

t.test('an answer to another figure is said to be one', async (t) => {
  const schools = [school('1', 'awaiting', { answer: 'agreed' })];
  const view = answersView({ schools }, asked);
  t.match(view?.schools[0]?.text, /agreed on 2026-03-01\. .*another one then \(£1\.00 saved\)/);
});

t.test('without any figure there is nothing to agree with', async (t) => {
  t.equal(answersView({ schools: [] }, asked), null);
  t.equal(answersView({ schools: [school('1', 'agreed')] }, { ...asked, urn: '9' }), null);
});
