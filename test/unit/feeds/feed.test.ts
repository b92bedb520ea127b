import t from 'tap';
import { eventsOf, feedBytes, isFeedSecret, writeFeedSecret } from '../../../src/feeds/feed.ts';
import type { RenewalDecision } from '../../../src/renewals/decision.ts';
import { renewalOf } from '../../../src/renewals/renewal.ts';
import { day } from '../lines/given.ts';
import { contractEnding, decided, meeting } from '../renewals/given.ts';

function events(
  decisions: readonly RenewalDecision[],
  meetings = [meeting('2026-05-13', 'Board')],
) {
  const known = {
    terms: new Map(),
    decisions: new Map([['PAY', decisions]]),
    calendar: { meetings, holidays: [] },
  };
  return eventsOf([renewalOf(contractEnding('PAY', '2026-08-31'), known, day('2026-02-11'))]);
}

t.test('a contract has its decision, its last day for notice and its end', async (t) => {
  t.strictSame(events([]), [
    {
      uid: 'PAY.2026-08-31.decide@savings-ledger',
      day: '2026-05-13',
      title: 'Decide (Board): PAY, Contract PAY',
    },
    {
      uid: 'PAY.2026-08-31.notice@savings-ledger',
      day: '2026-05-29',
      title: 'Last day for notice: PAY, Contract PAY',
    },
    {
      uid: 'PAY.2026-08-31.end@savings-ledger',
      day: '2026-08-31',
      title: 'Ends: PAY, Contract PAY',
    },
  ]);
  t.strictSame(
    events([], []).map(({ uid }) => uid),
    events([]).map(({ uid }) => uid),
    'a meeting that moves leaves the event the same one',
  );
});

t.test('what is decided leaves the end only, and no reason', async (t) => {
  const left = events([decided('let_end', '2026-08-31')]);
  t.strictSame(
    left.map(({ title }) => title),
    ['Ends: PAY, Contract PAY'],
  );
  const snoozed = events([decided('snooze', '2026-08-31', '2026-03-01')]);
  t.equal(snoozed.length, 3, 'a snooze hides nothing here');
  t.notMatch(JSON.stringify([left, snoozed]), /the board wanted it|office/);
});

t.test('a secret has 256 bits', async (t) => {
  const secret = writeFeedSecret(new Uint8Array(feedBytes).fill(255));
  t.equal(secret, `slf_${'_'.repeat(42)}8`);
  t.ok(isFeedSecret(secret));
  for (const other of ['', 'slf_', secret.slice(1), `${secret}x`]) t.notOk(isFeedSecret(other));
  t.throws(() => writeFeedSecret(new Uint8Array(16)), RangeError);
});
