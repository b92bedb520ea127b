import t from 'tap';
import { searchInWords } from '../../../src/attachments/document.ts';

t.test('whether a document can be searched is said with the reason', async (t) => {
  const said = (partCount: number, unsearchable: string | null) =>
    searchInWords({ partCount, unsearchable });
  t.equal(said(3, null), 'searchable');
  t.equal(said(0, 'It is a picture.'), 'not searchable: It is a picture.');
  t.equal(said(9, 'Only its start.'), 'searchable in part: Only its start.');
});
