import t from 'tap';
import { readQuotation } from '../../../src/quotations/quotation.ts';
import { problemsOfQuotation } from '../../../src/quotations/quotation-check.ts';
import type { Area } from '../../../src/sourcing/area.ts';
import { told } from '../../support/trust-folder.ts';
import { areaOf, choice, quoteOf, writtenCost } from '../sourcing/given.ts';

const headings: Record<string, string> = {
  'sourcing_areas.csv':
    'reference,title,category,cfr_code,driver,starts_on,ends_on,notice_months,year_from',
  'sourcing_costs.csv':
    'area,urn,item,unit,quantity_basis,of_contract,of_item,kind,unit_price,annual_quantity,source,without',
  'sourcing_quotes.csv': 'area,option,supplier,document,urn,item,unit_price',
};

function rowsOf(files: Record<string, string[]>) {
  const tables = Object.entries(files).map(([name, lines]) => {
    const all = [headings[`sourcing_${name}.csv`] ?? '', ...lines];
    const rows = all.map((line, index) => ({ row: index + 1, cells: line.split(',') }));
    return [`sourcing_${name}.csv`, rows] as const;
  });
  return readQuotation({ tables: new Map(tables), problems: [] });
}

const paper = 'NEXT-PAPER,Paper,paper,E19,pupils,2026-09-01,2028-08-31,3,2025-01';
const ash = 'NEXT-PAPER,900001,REAM,each,consumed,P1,,,,,,2025-08 2025-12';
const beech = 'NEXT-PAPER,900002,REAM,each,consumed,,,budget,2.50,120,budget.xlsx,';
const quote = 'NEXT-PAPER,Mill direct,Paper Mill,quote.pdf,900001,REAM,2.40';
const problemsOf = (files: Record<string, string[]>, areas: readonly Area[] = []) =>
  told(
    problemsOfQuotation(rowsOf(files), {
      urns: new Set(['900001', '900002']),
      contracts: new Set(['P1']),
      areas,
    }),
  );

t.test('areas, costs and quotes that fit are taken in', async (t) => {
  t.strictSame(problemsOf({ areas: [paper], costs: [ash, beech], quotes: [quote] }), []);
  const known = areaOf({ costs: [writtenCost()] });
  t.strictSame(problemsOf({ quotes: [quote] }, [known]), [], 'against what is there');
  t.strictSame(problemsOf({}), [], 'no file says nothing');
});

t.test('what does not fit is told with its place and what to do', async (t) => {
  const whole = { areas: [paper], costs: [ash, beech], quotes: [quote] };
  const other = (line: string, from: string, to: string) => line.replace(from, to);
  const examples: [files: Record<string, string[]>, problems: RegExp[]][] = [
    [
      { ...whole, areas: [other(paper, 'NEXT-PAPER', 'P1')] },
      [
        /register\.conflict \| sourcing_areas\.csv, row 2, reference: P1 is a contract of the register already/,
        /sourcing\.unknown .*costs\.csv, row 2, area/,
        /sourcing\.unknown .*costs\.csv, row 3, area/,
        /sourcing\.unknown .*quotes\.csv, row 2, area/,
      ],
    ],
    [
      { ...whole, areas: [other(paper, '2028', '2024')] },
      [/ends_on: 2024-08-31 is before starts_on, 2026-09-01/],
    ],
    [{ ...whole, costs: [other(ash, 'P1', 'P9'), beech] }, [/contract\.unknown .*of_contract/]],
    [
      { ...whole, costs: [ash, beech, other(beech, '900002', '900009')] },
      [/school\.unknown .*row 4, urn: There is no school with the URN "900009"/],
    ],
    [
      { ...whole, costs: [ash, other(beech, '2.50', '')] },
      [/unit_price: What REAM costs now is stated in part: unit_price is empty/],
    ],
    [
      { ...whole, costs: [ash, 'NEXT-PAPER,900002,REAM,each,consumed,,,,,,,'] },
      [/kind: Nothing says what REAM costs now\. Fill in kind, unit_price/],
    ],
    [
      { ...whole, costs: [ash, other(beech, ',,,budget', ',,TONER,budget')] },
      [/of_item: An item of the ledger is named, and its contract is not/],
    ],
    [
      { ...whole, costs: [ash, other(beech, '2.50', '22% mark-up')] },
      [/unit_price: A mark-up is for an item that is measured in pounds_of_pay/],
    ],
    [
      { ...whole, costs: [ash, other(beech, 'each', 'day')] },
      [/row 3, unit: "day" for NEXT-PAPER, REAM contradicts "each" in row 2/],
    ],
    [
      { ...whole, quotes: [other(quote, 'REAM', 'INK')] },
      [/item: Nothing says what 900001 pays now for INK, so that the quote cannot be compared/],
    ],
    [
      { ...whole, quotes: [other(quote, '2.40', '18% discount')] },
      [/unit_price: A discount is for an item that is measured in pounds_at_list/],
    ],
    [
      {
        ...whole,
        quotes: [quote, other(other(quote, '900001', '900002'), 'Paper Mill', 'Ink & Co')],
      },
      [/row 3, supplier: "Ink & Co" for NEXT-PAPER, Mill direct contradicts "Paper Mill" in row 2/],
    ],
    [
      { ...whole, quotes: [quote, quote] },
      [/row 3: The row is the same as row 2 in area, option, urn, item/],
    ],
    [{ ...whole, quotes: [other(quote, '2.40', 'two')] }, [/cell\.unreadable .*unit_price/]],
    [{ ...whole, costs: [other(ash, '2025-08', 'August')] }, [/months with a space between them/]],
  ];
  for (const [files, problems] of examples) {
    const found = problemsOf(files);
    t.equal(found.length, problems.length, found.join('\n'));
    for (const [index, problem] of problems.entries()) t.match(found[index], problem);
  }
});

t.test('an area with a chosen option changes no more, and a quote keeps its cost', async (t) => {
  const decided = problemsOf({ areas: [paper], costs: [ash], quotes: [] }, [
    areaOf({ chosen: choice }),
  ]);
  t.match(decided, [/sourcing\.unfit .*A\. Manager chose/]);
  t.equal(decided.length, 1, 'told once');
  const quotes = [quoteOf('900002 REAM 2.40')];
  const options = [{ name: 'Mill direct', supplier: 'Mill', document: 'quote.pdf', quotes }];
  const known = areaOf({ costs: [writtenCost()], options });
  t.match(problemsOf({ costs: [ash] }, [known]), [
    /Mill direct quotes REAM for 900002, and the costs of NEXT-PAPER do not have it any more/,
  ]);
  t.strictSame(problemsOf({ costs: [ash], quotes: [quote] }, [known]), [], 'brought as well');
  t.strictSame(problemsOf({ costs: [ash, beech] }, [known]), []);
});
