import t from 'tap';
import type { LocalDate } from '../../../src/calendar/local-date.ts';
import {
  dayOf,
  isPast,
  knowledgeIn,
  readKnowledge,
  readPoint,
  wasWritten,
} from '../../../src/reports/knowledge.ts';

t.test('a report knows up to a journal, or up to a day, or everything', async (t) => {
  t.strictSame(readKnowledge(undefined, undefined), { asKnownAt: undefined });
  t.strictSame(readKnowledge(7, undefined), { asKnownAt: 7 });
  t.strictSame(readKnowledge(undefined, '2026-03-31'), { asKnownOn: '2026-03-31' });
  t.throws(() => readKnowledge(7, '2026-03-31'), {
    code: 'request.unreadable',
    details: [{ column: 'as_known_on', remedy: 'Name the journal or the day, not both.' }],
  });
  t.throws(() => readKnowledge(undefined, '2026-02-30'), {
    code: 'request.unreadable',
    details: [{ column: 'as_known_on', found: '2026-02-30' }],
  });
});

t.test('a point of knowledge is a journal or a day', async (t) => {
  t.strictSame(readPoint('0', 'since'), { asKnownAt: 0 });
  t.strictSame(readPoint('12', 'since'), { asKnownAt: 12 });
  t.strictSame(readPoint('2026-03-31', 'since'), { asKnownOn: '2026-03-31' });
  for (const text of ['', '-1', 'March', '31/03/2026', '2026-13-01', '1234567890']) {
    t.throws(
      () => readPoint(text, 'since'),
      { code: 'request.unreadable', details: [{ column: 'since', found: text }] },
      text,
    );
  }
});

t.test('what is written down beside the ledger is known by its day or its journal', async (t) => {
  const now = { journal: 9, heldTo: undefined, sealedAt: null };
  const at5 = { journal: 5, heldTo: 5, asKnownAt: 5, sealedAt: '2026-03-30T10:00:00.000Z' };
  const none = { journal: 0, heldTo: 0, asKnownAt: 0, sealedAt: null };
  const onDay = { ...at5, asKnownAt: undefined, asKnownOn: '2026-03-31' as LocalDate };
  const fact = (at: string, atJournal?: number) =>
    atJournal === undefined ? { at } : { at, atJournal };
  t.ok(wasWritten(now, fact('2030-01-01T00:00:00.000Z', 99)), 'all that is known');
  t.ok(wasWritten(at5, fact('2026-03-30T09:00:00.000Z', 4)), 'before journal 5 was sealed');
  t.notOk(wasWritten(at5, fact('2026-03-30T09:00:00.000Z', 5)), 'from the next journal on');
  t.ok(wasWritten(at5, fact('2026-03-30T10:00:00.000Z')), 'by the time of its seal');
  t.notOk(wasWritten(at5, fact('2026-03-30T10:00:00.001Z')));
  t.notOk(wasWritten(none, fact('2020-01-01T00:00:00.000Z')), 'before the first journal');
  t.ok(wasWritten(onDay, fact('2026-03-31T22:59:59.999Z', 9)), 'the last of the day in London');
  t.notOk(wasWritten(onDay, fact('2026-03-31T23:00:00.000Z', 4)), 'midnight in summer time');
});

t.test('months are over by the day of the point, and never by one to come', async (t) => {
  const today = '2026-04-02' as LocalDate;
  const sealed = { journal: 5, heldTo: 5, sealedAt: '2026-03-30T23:30:00.000Z' };
  t.equal(dayOf({ journal: 9, heldTo: undefined, sealedAt: null }, today), today);
  t.equal(dayOf({ ...sealed, asKnownAt: 5 }, today), '2026-03-31', 'after midnight in London');
  t.equal(dayOf({ ...sealed, asKnownOn: '2026-04-01' as LocalDate }, today), '2026-04-01');
  t.equal(dayOf({ ...sealed, asKnownOn: '2026-12-31' as LocalDate }, today), today);
  t.equal(isPast({}), false);
  t.ok(isPast({ asKnownAt: 0 }));
  t.strictSame(knowledgeIn({ as_known_on: '2026-03-31' }), { asKnownOn: '2026-03-31' });
});
