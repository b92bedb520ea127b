// Calendar feeds: given out in the terminal, fetched without a session, ended by name.
import ical from 'node-ical';
import t from 'tap';
import { renewals } from '../../src/cli/renewals.ts';
import { readArguments, type Terminal } from '../../src/cli/terminal.ts';
import { readConfig } from '../../src/config.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { loadFiles } from '../support/small-trust.ts';

t.test('a feed tells days and titles of one trust to whoever knows its address', async (t) => {
  const { app, caller, database } = await startApp(t);
  const { send } = await caller('Ash Federation');
  await loadFiles(database, {
    'board_meetings.csv': 'day,name\n2027-07-07,"Summer board, all schools"\n',
  });
  const config = readConfig({ DATABASE_URL: urlOf(database) });
  const run = async (argv: readonly string[]) => {
    const printed: string[] = [];
    const terminal: Terminal = {
      config,
      asked: ['renewals', ...argv],
      print: (text) => void printed.push(text),
      write: async () => {},
      say: () => {},
      progress: () => {},
      now: () => '2026-06-20T08:00:00.000Z',
    };
    await renewals.run(terminal, readArguments(renewals, argv));
    return printed;
  };
  const [path = ''] = await run(['feed', 'add', 'Office calendar', '--by', 'office']);
  t.match(path, /^\/calendars\/slf_[A-Za-z0-9_-]{43}\.ics$/);
  const answer = await app.inject(path);
  t.equal(answer.statusCode, 200);
  t.match(answer.headers, { 'content-type': 'text/calendar; charset=utf-8' });
  const text = answer.body;
  t.match(text, /^BEGIN:VCALENDAR\r\nVERSION:2\.0\r\n.*END:VCALENDAR\r\n$/s);
  t.match(text, /SUMMARY:Decide \(Summer board\\, all schools\): P1\\, Paper\r\n/);
  t.match(text, /DTSTART;VALUE=DATE:20270707\r\n/);
  t.match(text, /SUMMARY:Ends: P1\\, Paper\r\n/);
  // A calendar program's reader finds the same days and titles.
  const read = Object.values(ical.sync.parseICS(text)).flatMap((part) =>
    part?.type === 'VEVENT' ? [[part.datetype, part.start.toDateString(), part.summary]] : [],
  );
  t.match(read, [
    ['date', 'Wed Jul 07 2027', 'Decide (Summer board, all schools): P1, Paper'],
    ['date', /2027$/, 'Last day for notice: P1, Paper'],
    ['date', 'Fri Dec 31 2027', 'Ends: P1, Paper'],
  ]);
  t.equal(read.length, 3);
  const wish = { act: 'let_end', reason: 'a secret reason' };
  t.equal((await send('POST', '/contracts/P1/decisions', wish)).statusCode, 201);
  const after = (await app.inject(path.replace('.ics', ''))).body;
  t.notMatch(after, /Decide|secret|Manager/);
  t.equal(after.match(/BEGIN:VEVENT/g)?.length, 1, 'the end is left');

  await t.rejects(run(['feed', 'add', 'Office calendar']), /There is a calendar feed named/);
  t.strictSame((await run(['feed', 'list'])).slice(1), [
    '  Office calendar, given by office on 2026-06-20',
  ]);
  await run(['feed', 'end', 'Office calendar']);
  t.strictSame((await run(['feed', 'list'])).slice(1), []);
  for (const url of [path, `/calendars/slf_${'A'.repeat(43)}`, '/calendars/x']) {
    const gone = await app.inject(url);
    t.match([gone.statusCode, gone.json().errors[0].code], [404, 'access.denied'], url);
  }
  await t.rejects(run(['feed', 'end', 'Office calendar']), /no calendar feed named/);
  await t.rejects(run(['feed', 'open']), /Say: renewals feed add NAME/);
  const [kept] = await database.client`select count(*)::int as n from calendar_feed`;
  t.equal(kept?.n, 1);
});
