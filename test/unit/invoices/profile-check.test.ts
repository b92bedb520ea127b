import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { problemsOfProfile } from '../../../src/invoices/profile-check.ts';
import { describe } from '../../../src/problem.ts';
import { columns, profileOf } from './given.ts';

const example = 'CONTRIBUTING.md shows a whole profile.';
const oneSchool = 'a header, or "school" the school of all rows, not both';

function problemsOf(document: unknown): string[] {
  const problems = problemsOfProfile(document, 'northfield.json');
  return problems.map((problem) => describe(problem).replace('northfield.json, ', ''));
}

/** A whole profile with one thing changed; `undefined` leaves the key out. */
const changed = (facts: Record<string, unknown>) =>
  JSON.parse(JSON.stringify({ ...profileOf(), ...facts }));
const wordsWith = (facts: Record<string, unknown>) =>
  changed({ words: { ...profileOf().words, ...facts } });
const columnsWith = (facts: Record<string, unknown>) =>
  changed({ columns: { ...columns, ...facts } });

t.test('whole profiles have no problem', async (t) => {
  t.strictSame(problemsOf(profileOf()), []);
  for (const file of readdirSync('fixtures/demo/profiles')) {
    const document = JSON.parse(readFileSync(`fixtures/demo/profiles/${file}`, 'utf8'));
    t.strictSame(problemsOf(document), [], file);
  }
  const guide = readFileSync('CONTRIBUTING.md', 'utf8');
  const [, shown = ''] = /```json\n(.*?)```/s.exec(guide) ?? [];
  t.strictSame(problemsOf(JSON.parse(shown)), [], 'the one that CONTRIBUTING.md shows');
  const least = {
    document_kind: undefined,
    credit_kind: undefined,
    item: undefined,
    contract: undefined,
  };
  t.strictSame(
    problemsOf({ ...wordsWith(least), columns: { ...columns, document_kind: undefined } }),
    [],
    'most words may be left out',
  );
});

t.test('each wrong key is named, with what to write', async (t) => {
  const examples: [document: unknown, key: string, wanted: string][] = [
    [changed({ supplier: undefined }), 'supplier', 'a text that is not empty'],
    [changed({ supplier: '' }), 'supplier', 'a text that is not empty'],
    [changed({ contract: 7 }), 'contract', 'a text that is not empty'],
    [changed({ files: 'northfield-*.csv' }), 'files', 'a list of texts'],
    [changed({ files: ['a.csv', 7] }), 'files', 'a list of texts'],
    [
      changed({ encoding: 'latin1' }),
      'encoding',
      'one of "utf-8", "utf-8-sig", "windows-1252", "utf-16"',
    ],
    [changed({ delimiter: ', ' }), 'delimiter', 'one of ",", ";", "\t", "|"'],
    [changed({ skip_rows: -1 }), 'skip_rows', 'a whole number of rows'],
    [changed({ skip_rows: 1.5 }), 'skip_rows', 'a whole number of rows'],
    [changed({ skip_rows: '3' }), 'skip_rows', 'a whole number of rows'],
    [
      changed({ total_rows: undefined }),
      'total_rows',
      'null, or {"column": …, "starts_with": [ … ]}',
    ],
    [
      changed({ total_rows: { column: 'Item', starts_with: 'Total' } }),
      'total_rows',
      'null, or {"column": …, "starts_with": [ … ]}',
    ],
    [
      changed({ total_rows: { column: 'Item', starts_with: ['Total', ''] } }),
      'total_rows',
      'null, or {"column": …, "starts_with": [ … ]}',
    ],
    [
      changed({ dates: 'dd/mm' }),
      'dates',
      'one of "dd/mm/yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "dd/mm/yy", "excel-serial"',
    ],
    [changed({ decimal: undefined }), 'decimal', 'stated too where "thousands" is'],
    [changed({ sheet: '' }), 'sheet', 'a text that is not empty'],
    [changed({ decimal: '' }), 'decimal', 'one of ".", ","'],
    [changed({ thousands: '_' }), 'thousands', 'one of "", ",", ".", " ", "\'"'],
    [changed({ thousands: '.' }), 'thousands', 'another separator than "decimal"'],
    [changed({ amounts: 'both' }), 'amounts', 'one of "net", "gross", "unit_price"'],
    [changed({ school: '100001' }), 'columns.school', oneSchool],
    [
      changed({ amounts: 'unit_price' }),
      'amounts',
      '"net" or "gross" where the file has such a column',
    ],
    [
      changed({
        amounts: 'unit_price',
        columns: { ...columns, net: undefined, gross: undefined, quantity: undefined },
      }),
      'columns.unit_price',
      'a header, and columns.quantity too',
    ],
    [wordsWith({ supplier: 'NST' }), 'words.supplier', 'a list of texts'],
    [changed({ credit_sign: '+' }), 'credit_sign', 'one of "positive", "negative"'],
    [changed({ personal: undefined }), 'personal', 'a list of texts'],
    [
      changed({ personal: ['Candidate', 'School'] }),
      'personal',
      'without "School": that column is read, and a personal one is dropped',
    ],
    [
      changed({ personal: ['Sum'], total_rows: { column: 'Sum', starts_with: ['Total'] } }),
      'personal',
      'without "Sum": that column is read, and a personal one is dropped',
    ],
    [columnsWith({ net: '' }), 'columns.net', 'a text that is not empty'],
    [columnsWith({ item: null }), 'columns.item', 'a text that is not empty'],
    [
      columnsWith({ document_number: undefined }),
      'columns.document_number',
      'the header of that column',
    ],
    [
      columnsWith({ document_date: undefined }),
      'columns.document_date',
      'the header of that column',
    ],
    [columnsWith({ school: undefined }), 'columns.school', oneSchool],
    [
      columnsWith({ net: undefined, gross: undefined }),
      'columns.net',
      'a header, or columns.gross',
    ],
    [wordsWith({ whole_trust: undefined }), 'words.whole_trust', 'a list of texts'],
    [wordsWith({ whole_trust: 'ALL' }), 'words.whole_trust', 'a list of texts'],
    [wordsWith({ item: ['Teacher'] }), 'words.item', 'an object'],
    [
      wordsWith({ document_kind: undefined }),
      'words.document_kind',
      'an object that explains the words of that column',
    ],
    [
      wordsWith({ document_kind: { INV: 'invoice', CRN: 'credit note' } }),
      'words.document_kind.CRN',
      'one of "invoice", "credit_note"',
    ],
    [
      wordsWith({ credit_kind: { Goodwill: 'discount' } }),
      'words.credit_kind.Goodwill',
      'one of "quantity", "price", "rebate", "reversal"',
    ],
    [wordsWith({ item: { Teacher: '' } }), 'words.item.Teacher', 'a text that is not empty'],
    [wordsWith({ contract: { TEACHER: 1 } }), 'words.contract.TEACHER', 'a text that is not empty'],
    [
      changed({ contract: undefined }),
      'contract',
      'a contract reference, or columns.contract, or words.contract',
    ],
  ];
  for (const [document, key, wanted] of examples) {
    t.strictSame(problemsOf(document), [`${key}: "${key}" has to be ${wanted}. ${example}`]);
  }
});

t.test('each key that nobody knows is named, with those that there are', async (t) => {
  const keys =
    'supplier, contract, school, files, encoding, delimiter, skip_rows, total_rows, sheet, dates, decimal, thousands, amounts, credit_sign, personal, columns, words';
  const fields =
    'document_number, document_date, document_kind, credit_kind, original_document, service_from, service_to, school, supplier, item, description, quantity, unit_price, fee, net, vat, gross, contract';
  const words = 'document_kind, credit_kind, whole_trust, supplier, item, contract';
  const examples: [document: unknown, key: string, known: string][] = [
    [changed({ Supplier: 'x' }), 'Supplier', keys],
    [changed({ constructor: 'x' }), 'constructor', keys],
    [JSON.parse(`${JSON.stringify(profileOf()).slice(0, -1)},"__proto__":1}`), '__proto__', keys],
    [columnsWith({ nett: 'Net' }), 'columns.nett', fields],
    [wordsWith({ school: {} }), 'words.school', words],
  ];
  for (const [document, key, known] of examples) {
    t.strictSame(problemsOf(document), [
      `${key}: "${key}" is not a key of a supplier profile. Take it out, or use one of ${known}.`,
    ]);
  }
});

t.test('what is no profile at all', async (t) => {
  for (const document of [null, undefined, [], 'profile', 7]) {
    t.strictSame(problemsOfProfile(document, 'northfield.json').map(describe), [
      `northfield.json: A profile is one JSON object. ${example}`,
    ]);
  }
  const keys = [
    ...['supplier', 'files', 'encoding', 'delimiter', 'skip_rows', 'total_rows'],
    ...['amounts', 'credit_sign', 'personal', 'columns', 'words'],
    ...['columns.document_number', 'columns.document_date', 'columns.school', 'columns.net'],
  ];
  const problems = problemsOfProfile({}, 'northfield.json');
  t.ok(problems.every(({ code }) => code === 'profile.unreadable'));
  const named = problems.map(({ column }) => column);
  t.strictSame(new Set(named), new Set([...keys, 'words.whole_trust', 'contract']));
  t.equal(named.length, new Set(named).size, 'each once');
});
