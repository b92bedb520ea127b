import t from 'tap';
import { chooseSheet, readMap, type Sheet } from '../../../src/workbooks/workbook-map.ts';
import { openPackage } from '../../../src/workbooks/workbook-package.ts';
import { inPieces, relationships, workbookOf, workbookParts } from '../../support/workbook.ts';

const map = async (parts: Record<string, string | Uint8Array>) =>
  readMap(await openPackage(inPieces(workbookOf(parts))));
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const strict = 'http://purl.oclc.org/ooxml/officeDocument/relationships';

t.test('a plain workbook', async (t) => {
  t.strictSame(await map(workbookParts({})), {
    sheets: [{ name: 'Lines', isHidden: false, part: 'xl/worksheets/sheet1.xml' }],
    dates: 1900,
    isUncalculated: false,
    styles: 'xl/styles.xml',
    texts: 'xl/sharedStrings.xml',
  });
});

t.test('what it says about its days and formulas', async (t) => {
  for (const value of ['1', 'true']) {
    const before = `<workbookPr date1904="${value}"/>`;
    const after = `<calcPr calcId="1" fullCalcOnLoad="${value}"/>`;
    const { dates, isUncalculated } = await map(workbookParts({ before, after }));
    t.strictSame([dates, isUncalculated], [1904, true]);
  }
  for (const value of ['0', 'false']) {
    const before = `<workbookPr date1904="${value}"/>`;
    const after = `<calcPr fullCalcOnLoad="${value}"/>`;
    const { dates, isUncalculated } = await map(workbookParts({ before, after }));
    t.strictSame([dates, isUncalculated], [1900, false]);
  }
});

t.test('sheets that are charts are none, and parts lie wherever it says', async (t) => {
  const list = (r: string) =>
    `<x:workbook xmlns:x="${main}" xmlns:q="${r}"><x:sheets>
      <x:sheet name="Chart" sheetId="4" q:id="c"/><x:sheet name="Notes" sheetId="2" state="hidden" q:id="n"/>
      <x:sheet name="Old" sheetId="3" state="veryHidden" q:id="o"/><x:sheet name="A &amp; B" sheetId="1" q:id="a"/>
      <x:sheet name="Lost" sheetId="9" q:id="none"/></x:sheets></x:workbook>`;
  const parts = {
    '[Content_Types].xml': '<Types/>',
    '_rels/.rels': relationships({ one: ['officeDocument', '/Book/main.xml'] }),
    'Book/main.xml': list(strict),
    'Book/_rels/main.xml.rels': relationships({
      c: ['chartsheet', 'chart.xml'],
      n: ['worksheet', './n.xml'],
      o: ['worksheet', '/o.xml'],
      a: ['worksheet', '../Sheets/a.xml'],
    }),
  };
  const found = await map(parts);
  t.strictSame(found.sheets, [
    { name: 'Notes', isHidden: true, part: 'Book/n.xml' },
    { name: 'Old', isHidden: true, part: 'o.xml' },
    { name: 'A & B', isHidden: false, part: 'Sheets/a.xml' },
  ]);
  t.strictSame([found.styles, found.texts], [undefined, undefined], 'it may have neither');
});

t.test('a workbook that does not say where its sheets are', async (t) => {
  const parts = workbookParts({});
  const message = /^The workbook is damaged: it does not say where its sheets are\./;
  await t.rejects(map({ ...parts, '_rels/.rels': relationships({}) }), { message });
  const { '_rels/.rels': _, ...none } = parts;
  await t.rejects(map(none), { message });
  const { 'xl/workbook.xml': __, ...headless } = parts;
  await t.rejects(map(headless), { message: /its part xl\/workbook.xml is not there/ });
});

t.test('the sheet that is meant', async (t) => {
  const sheet = (name: string, isHidden = false): Sheet => ({ name, isHidden, part: name });
  const [notes, lines, totals] = [sheet('Notes', true), sheet('Lines'), sheet('Totals')];
  const sheets = [notes, lines, totals];
  t.equal(chooseSheet(sheets, undefined), lines, 'the first that is shown');
  t.equal(chooseSheet(sheets, 'Totals'), totals);
  t.equal(chooseSheet(sheets, ' totals '), totals, 'as a person writes it');
  t.equal(chooseSheet(sheets, 'Notes'), notes, 'a hidden one by its name');
  const missing = (message: string, found: string) => ({
    code: 'sheet.missing',
    message: `${message} Name the sheet in the supplier's profile. The workbook has these sheets: ${found}.`,
  });
  const lineMissing = missing('The workbook has no sheet "Line".', '"Notes", "Lines", "Totals"');
  t.throws(() => chooseSheet(sheets, 'Line'), lineMissing);
  const noneShown = 'The workbook shows no sheet that has rows.';
  t.throws(() => chooseSheet([notes], undefined), missing(noneShown, '"Notes"'));
  t.throws(() => chooseSheet([], undefined), missing(noneShown, 'none'));
});
