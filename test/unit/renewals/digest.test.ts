import t from 'tap';
import type { RenewalDecision } from '../../../src/renewals/decision.ts';
import { digestOf, isDigestDue } from '../../../src/renewals/digest.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import { day } from '../lines/given.ts';
import { contractEnding, decided, meeting } from './given.ts';

const calendar = { meetings: [meeting('2026-05-13', 'Board')], holidays: [] };
const contracts = [
  contractEnding('FAR', '2028-08-31'),
  contractEnding('PAY', '2026-08-31'),
  contractEnding('IT', '2026-05-31'),
];

function on(date: string, decisions: Readonly<Record<string, RenewalDecision[]>> = {}) {
  const known = { terms: new Map(), decisions: new Map(Object.entries(decisions)), calendar };
  return contracts.map((each) => renewalOf(each, known, day(date)));
}

t.test('one message tells what has to be decided, and what of it is new', async (t) => {
  const message = digestOf(
    'Ash',
    { now: on('2026-04-20'), before: on('2026-04-13') },
    day('2026-04-20'),
  );
  t.equal(message?.subject, 'Ash: 2 contracts need a decision');
  t.equal(
    message?.text,
    [
      'Ash, 20 April 2026',
      '',
      'OVERDUE',
      '- IT, Contract IT',
      '  The last day for notice, 27 February 2026, has passed without a decision: speak with the supplier, and record what becomes of the contract.',
      '  It ends on 31 May 2026 and does not renew by itself.',
      '  Notice is due on 28 February 2026, when nobody works: the last working day before is 27 February 2026.',
      '  No board meeting is known in the six months before: see board_meetings.csv.',
      '',
      'TO BE DECIDED NOW',
      '- PAY, Contract PAY (new)',
      '  At the meeting of 13 May 2026 (Board), decide: buy anew or let it end.',
      '  It ends on 31 August 2026 and does not renew by itself.',
      '  Notice is due on 31 May 2026, when nobody works: the last working day before is 29 May 2026.',
      '',
      'Each stays here, once a week, until somebody decides it or lets it rest with a reason. The next message comes on 27 April 2026 at the earliest.',
      '',
    ].join('\n'),
  );
});

t.test(
  'what is decided, snoozed or far is not told; without anything there is no message',
  async (t) => {
    const done = {
      IT: [decided('let_end', '2026-05-31')],
      PAY: [decided('snooze', '2026-08-31', '2026-05-01')],
    };
    const [before, today] = [on('2026-04-13'), day('2026-04-20')];
    t.equal(digestOf('Ash', { now: on('2026-04-20', done), before }, today), undefined);
    const later = digestOf('Ash', { now: on('2026-05-02', done), before }, day('2026-05-02'));
    t.match(later?.subject, '1 contract needs a decision');
    t.match(later?.text, /PAY, Contract PAY \(new\)/, 'the snooze is over');
  },
);

t.test('there is one message a week at most', async (t) => {
  const examples: [last: string | null, today: string, isDue: boolean][] = [
    [null, '2026-04-20', true],
    ['2026-04-20', '2026-04-20', false],
    ['2026-04-20', '2026-04-26', false],
    ['2026-04-20', '2026-04-27', true],
    ['2024-02-25', '2024-03-02', false], // over a leap day
    ['2024-02-25', '2024-03-03', true],
  ];
  for (const [last, today, isDue] of examples) {
    t.equal(isDigestDue(last === null ? null : day(last), day(today)), isDue, `${last} ${today}`);
  }
});
