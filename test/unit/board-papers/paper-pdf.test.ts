import t from 'tap';
import { paperPdf } from '../../../src/board-papers/paper-pdf.ts';
import { bytesOf, fonts, paper, readPdf } from './given.ts';

t.test('the paper has its words and figures in order, with tags, title and language', async (t) => {
  const { sheets, info, roles, isTagged } = await readPdf(await bytesOf(paperPdf(paper, fonts)));
  t.equal(sheets.length, 1);
  const [text = ''] = sheets;
  const parts = [
    'Board report: what was saved',
    'decide by 12 December 2026',
    'One of two schools paid less. 94.5%',
    'Cash saved, net £890',
    'Price rises avoided £311',
    'Ysgol Tŵr 0 (Worse off) −310',
    'Total 890',
    '£310 worse off on Payroll',
    'No paper was sealed',
    'rules of 2026-11',
    'Journal 12, hash 00ff',
    'Sheet 1 of 1',
  ];
  const told = text.replace(/\s+/g, ' ');
  t.strictSame(
    parts.filter((part) => !told.includes(part)),
    [],
    told,
  );
  t.strictSame(
    parts.map((part) => told.indexOf(part)),
    parts.map((part) => told.indexOf(part)).sort((a, b) => a - b),
    'in their order',
  );
  t.notMatch(told, '1,201', 'cash and avoidance are not added');
  t.match(info, { Title: 'Ash & Oak Trust: Board report', Author: 'Ash & Oak Trust' });
  t.equal(info.Language, 'en-GB');
  t.ok(isTagged);
  for (const role of ['H1', 'H2', 'P', 'L', 'LI', 'Table', 'TR', 'TH', 'TD']) {
    t.ok(roles.includes(role), role);
  }
});

t.test('the same paper is the same bytes', async (t) => {
  const [one, other] = await Promise.all([1, 2].map(() => bytesOf(paperPdf(paper, fonts))));
  t.ok(one && other && one.equals(other));
  const bare = { ...paper, decisions: [], exceptions: [], recordedAt: null };
  const { sheets } = await readPdf(await bytesOf(paperPdf(bare, fonts)));
  t.match(sheets[0], /No contract has to be decided[\s\S]*None: no loss/);
});
