import t from 'tap';
import { historyTable } from '../../../src/imports/history.ts';
import type { ImportRecord } from '../../../src/imports/import.ts';
import { pence } from '../../../src/money/money.ts';

const tally = { read: 5, posted: 3, already: 0, held: 1, refused: 1 };
const record: ImportRecord = {
  id: 'i1',
  fileId: 'f1',
  file: 'june.csv',
  sha256: '',
  profileId: 'p1',
  state: 'posted',
  receivedAt: '2026-07-01T08:15:30.000Z',
  receivedBy: 'C. Manager',
  limitedKeyId: null,
  journalNumber: 7,
  rows: tally,
  net: { ...tally, posted: pence(12345) } as ImportRecord['net'],
};

t.test('a file is told with who brought it and what became of it', async (t) => {
  const where = { suppliers: new Map([['p1', 'Paper Mill']]), base: '/imports' };
  const waiting = { ...record, state: 'received', journalNumber: null } as const;
  const { rows } = historyTable([record, waiting], where);
  t.match(rows[0], {
    href: '/imports/i1',
    tags: [{ text: 'Posted' }],
    values: {
      supplier: 'Paper Mill',
      came: '2026-07-01 08:15',
      by: 'C. Manager',
      posted: '3',
      waiting: '2',
      net: '123.45',
      journal: '7',
    },
  });
  t.match(rows[1], {
    tags: [{ text: 'To be confirmed' }],
    values: { posted: null, journal: null },
  });
});
