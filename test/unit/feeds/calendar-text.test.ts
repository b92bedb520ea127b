import fc from 'fast-check';
import t from 'tap';
import { escapeText, foldLine, writeCalendar } from '../../../src/feeds/calendar-text.ts';
import { day } from '../lines/given.ts';

t.test('a calendar is whole days in lines that end as RFC 5545 says', async (t) => {
  const event = { uid: 'a.end@savings-ledger', day: day('2026-12-31'), title: 'Ends: P1, Paper' };
  t.equal(
    writeCalendar('Ash, Beech; Cedar', [event], day('2026-02-11')),
    [
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//savings-ledger//contracts//EN',
      'CALSCALE:GREGORIAN',
      'METHOD:PUBLISH',
      'NAME:Ash\\, Beech\\; Cedar',
      'X-WR-CALNAME:Ash\\, Beech\\; Cedar',
      'REFRESH-INTERVAL;VALUE=DURATION:P1D',
      'BEGIN:VEVENT',
      'UID:a.end@savings-ledger',
      'DTSTAMP:20260211T000000Z',
      'DTSTART;VALUE=DATE:20261231',
      'DTEND;VALUE=DATE:20270101',
      'SUMMARY:Ends: P1\\, Paper',
      'TRANSP:TRANSPARENT',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ].join('\r\n'),
  );
});

t.test('no text can end its line', async (t) => {
  const examples = [
    ['a\\b;c,d', 'a\\\\b\\;c\\,d'],
    ['two\r\nlines', 'two\\nlines'],
    ['BEGIN:VEVENT\nX', 'BEGIN:VEVENT\\nX'],
    ['bell\u0007 and zero\u0000', 'bell and zero'],
  ];
  for (const [text = '', expected = ''] of examples) t.equal(escapeText(text), expected);
});

t.test('lines are folded after 75 bytes, and unfolding gives them back', async (t) => {
  t.equal(foldLine('x'.repeat(75)), 'x'.repeat(75));
  t.equal(foldLine('x'.repeat(76)), `${'x'.repeat(75)}\r\n x`);
  t.equal(foldLine(`${'x'.repeat(74)}é`), `${'x'.repeat(74)}\r\n é`);
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
      const folded = foldLine(escapeText(text));
      const isShort = folded.split('\r\n').every((line) => Buffer.byteLength(line) <= 75);
      return isShort && folded.replaceAll('\r\n ', '') === escapeText(text);
    }),
  );
});
