import t from 'tap';
import { pdfSheets } from '../../../src/board-papers/pdf-sheets.ts';
import { bytesOf, fonts, readPdf, schoolsTable } from './given.ts';

const about = { title: 'Many', author: 'Ash', subject: 'All', createdAt: new Date(0) };

t.test('a long table goes on with every row, and each sheet has its foot', async (t) => {
  const write = pdfSheets(about, fonts);
  write.heading('H1', 'Many schools');
  write.table(schoolsTable(120));
  write.list([]);
  const { sheets, roles } = await readPdf(await bytesOf(write.end(['Journal 3'])));
  t.ok(sheets.length > 2);
  for (const [index, text] of sheets.entries()) {
    t.match(text, `Sheet ${index + 1} of ${sheets.length}`);
    t.match(text, 'Journal 3');
  }
  const told = sheets.join(' ');
  for (let index = 0; index < 120; index += 1) t.match(told, `Ysgol Tŵr ${index} `);
  t.notOk(roles.includes('L'), 'a list of nothing is none');
});

t.test('a heading stays with its table', async (t) => {
  const write = pdfSheets(about, fonts);
  for (let line = 0; line < 48; line += 1) write.text(`Line ${line}`);
  write.heading('H2', 'Below', 320);
  write.table(schoolsTable(15));
  const { sheets } = await readPdf(await bytesOf(write.end([])));
  t.equal(sheets.length, 2);
  t.match(sheets[1], /Below[\s\S]*Total/);
});
