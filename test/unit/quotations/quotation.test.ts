import t from 'tap';
import { readQuotation } from '../../../src/quotations/quotation.ts';

const headings =
  'area,urn,item,unit,quantity_basis,of_contract,without,kind,unit_price,annual_quantity,source';

function read(line: string) {
  const rows = [headings, line].map((text, index) => ({ row: index + 1, cells: text.split(',') }));
  return readQuotation({ tables: new Map([['sourcing_costs.csv', rows]]), problems: [] });
}

t.test('the files of sourcing are read by their headings, and each may be missing', async (t) => {
  const { areas, costs, quotes } = read(
    'NEXT-PAPER,900001,REAM,each,consumed,P1,2025-08 2025-12,,,,',
  );
  t.match(costs.rows, [
    {
      row: 2,
      value: {
        ...{ area: 'NEXT-PAPER', urn: '900001', ofContract: 'P1', ofItem: null },
        ...{ without: ['2025-08', '2025-12'], lines: 'recurring', unitPrice: null },
      },
    },
  ]);
  t.match(
    [areas, quotes],
    [
      { isPresent: false, rows: [] },
      { isReadable: true, rows: [] },
    ],
  );
  t.match(read('NEXT-PAPER,900001,REAM,each,consumed,P1,August,,,,').costs.problems, [
    { column: 'without', found: 'August', remedy: /months with a space between them/ },
  ]);
});

t.test('what could not be opened is told as it is', async (t) => {
  const problems = [{ code: 'file.unreadable', message: 'no text' }] as const;
  const tables = new Map([['sourcing_quotes.csv', undefined]]);
  t.match(readQuotation({ tables, problems }), {
    problems,
    quotes: { isPresent: true, isReadable: false },
  });
});
