import t from 'tap';
import { adviceNotice, dutyInWords, outcomeInWords, writeDuty } from '../../../src/duties/words.ts';
import { day, dutyNamed } from './given.ts';

const words = (record: object, today: string) =>
  dutyInWords(dutyNamed('details_notice', { record }, today), day(today)).slice(1);

t.test('a duty says by when, and what is written down of it', async (t) => {
  const due = 'Due within 30 days beginning with the day it was signed:';
  t.same(words({}, '2026-06-10'), [`${due} by 30 June 2026.`]);
  t.same(words({}, '2026-07-01'), [
    `${due} that was 30 June 2026.`,
    'Nothing is written down of it.',
  ]);
  t.same(words({ detailsNoticeOn: day('2026-06-12') }, '2026-07-01'), [
    `${due} that was 30 June 2026.`,
    'The register has it as done on 12 June 2026.',
  ]);
  t.match(words({ detailsNoticeOn: day('2026-07-12') }, '2026-08-01')[1], ', which is later.');
});

t.test('what is not known says what it would take', async (t) => {
  const duty = dutyNamed('payment_term', { record: { buyer: null } });
  t.same(dutyInWords(duty, day('2026-11-26')), [
    'Who awards it is not written down.',
    'It would take: buyer.',
  ]);
  t.match(writeDuty(duty, day('2026-11-26')), {
    duty: 'payment_term',
    outcome: 'cannot_be_known',
    section: 'Procurement Act 2023 s. 68',
    due_by: null,
    missing: ['buyer'],
  });
  t.match(outcomeInWords.cannot_be_known, 'cannot be known');
  t.match(adviceNotice, 'not legal advice');
});
