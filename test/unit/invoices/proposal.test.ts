import { readdirSync, readFileSync } from 'node:fs';
import t from 'tap';
import { columns } from '../../../src/einvoices/columns.ts';
import { knownTemplates } from '../../../src/invoices/known-templates.ts';
import { problemsOfProfile } from '../../../src/invoices/profile-check.ts';
import { proposeProfile } from '../../../src/invoices/proposal.ts';
import type { SupplierProfile } from '../../../src/invoices/supplier-profile.ts';

const about = { fileName: 'paper-2025-06.csv', supplier: 'Paper Mill', contract: 'P1' };
const sampleOf = (text: string, delimiter = ',') => ({
  delimiter,
  rows: text
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line, index) => ({ row: index + 1, cells: line.split(delimiter) })),
});
const propose = (text: string, delimiter = ',') =>
  proposeProfile([sampleOf(text, delimiter)], about);

t.test(
  'each known template is told by its exact header, and is whole but for its school',
  async (t) => {
    const told = new Set<string>();
    for (const name of readdirSync('fixtures/templates')) {
      const proposal = propose(readFileSync(`fixtures/templates/${name}`, 'utf8'));
      t.ok(proposal?.template, name);
      told.add(proposal?.template ?? '');
      const open = problemsOfProfile(proposal?.profile, name).map(({ column }) => column);
      const hasSchool = proposal?.profile.columns.school !== undefined;
      t.strictSame(open, hasSchool ? [] : ['columns.school'], name);
    }
    told.add(propose(columns.join(','))?.template ?? '');
    t.strictSame(told, new Set(knownTemplates.map(({ name }) => name)));
  },
);

t.test('the header of a template in another case and order, below a preamble', async (t) => {
  const header = readFileSync('fixtures/templates/hm-treasury-spend-over-25k.csv', 'utf8')
    .split('\n')[0]
    ?.toUpperCase();
  const proposal = propose(`Invented Department,,\nSpend,in June,2025\n${header}`);
  t.match(proposal, {
    template: 'HM Treasury spend over £25,000',
    profile: { skip_rows: 2, columns: { document_number: 'TRANSACTION NUMBER', gross: 'AMOUNT' } },
  });
});

t.test('the suppliers of the demonstration are read as their own profiles say', async (t) => {
  const headers: Record<string, [header: string, delimiter: string]> = {
    'brightwater-payroll-bureau.json': [
      'Invoice,Date,Type,Credit reason,Against,From,To,Site,Service,Qty,Rate,Net £,VAT £',
      ',',
    ],
    'northfield-supply-teachers.json': [
      'Doc No;Doc Date;Doc Type;Reason;Original;School;Candidate;Role;Notes;Week From;Week To;Days;Day Rate;Net;VAT;Gross',
      ';',
    ],
    'quickstead-cover-agency.json': ['number,date,from,to,school,Worker,role,days,vat,total', ','],
  };
  for (const file of readdirSync('fixtures/demo/profiles')) {
    const [header = '', delimiter = ','] = headers[file] ?? [];
    const profile: SupplierProfile = JSON.parse(
      readFileSync(`fixtures/demo/profiles/${file}`, 'utf8'),
    );
    const proposal = propose(header, delimiter);
    t.strictSame(proposal?.profile.columns, profile.columns, file);
    t.strictSame(proposal?.profile.personal, profile.personal, file);
    t.equal(proposal?.profile.delimiter, profile.delimiter, file);
  }
});

t.test('words that speak for themselves are proposed, and others are asked about', async (t) => {
  const proposal = propose(
    'Invoice,Date,Type,Reason,School,Net\nA,2025-06-01,INV,,Ash,1\nB,2025-06-02,Credit Note,Rebate,Ash,-1\nC,2025-06-02,CRN,Other,Ash,-1',
  );
  t.strictSame(proposal?.profile.words, {
    document_kind: { INV: 'invoice', 'Credit Note': 'credit_note', CRN: 'credit_note' },
    credit_kind: { Rebate: 'rebate' },
    whole_trust: [],
  });
  t.match(proposal?.notes, [
    /^"words.whole_trust"/,
    /^"words.credit_kind"/,
    /^No column looks personal/,
    /^Check "credit_sign"/,
  ]);
});

t.test('a list of payments of many suppliers', async (t) => {
  const header = 'Body Name,Service Area,Expense Type,Payment Date,Trans No,Amount,Supplier Name';
  const proposal = propose(header);
  t.match(proposal?.profile, {
    amounts: 'gross',
    columns: {
      document_number: 'Trans No',
      document_date: 'Payment Date',
      school: 'Service Area',
      supplier: 'Supplier Name',
      item: 'Expense Type',
      gross: 'Amount',
    },
    words: { supplier: [] },
  });
  t.match(proposal?.notes.at(-1), 'Check whether "Amount" has VAT in it: all of it counts as net.');
});

t.test('a number that is named after whoever gives it', async (t) => {
  const proposal = propose('Description,HBC ref no,Name,Payment date,Net Amount(£)');
  t.match(proposal?.profile.columns, { document_number: 'HBC ref no', net: 'Net Amount(£)' });
});

t.test('a type that is none of a document is not read as one', async (t) => {
  const header = 'Invoice,Date,Type,Net';
  t.equal(propose(header)?.profile.columns.document_kind, 'Type', 'without rows it may be');
  t.equal(propose(`${header}\nA,2025-06-01,Revenue,1`)?.profile.columns.document_kind, undefined);
});

t.test('names of files that come every month', async (t) => {
  const files = (fileName: string) =>
    proposeProfile([sampleOf('Invoice,Date,Net')], { ...about, fileName })?.profile.files;
  t.strictSame(files('paper-2025-06.csv'), ['paper-*.csv']);
  t.strictSame(files('invoices June.csv'), ['invoices June.csv']);
  t.strictSame(files('202506.csv'), ['202506.csv'], 'not every file there is');
});

t.test('no header, no proposal', async (t) => {
  t.equal(propose('Reading,Meter,Value\n1,2,3'), undefined);
  t.equal(propose('Date,Net\n1,2'), undefined);
  t.equal(propose('Invoice,Invoice,Date,Net\nA,B,C,1'), undefined, 'which of two is not guessed');
  t.equal(proposeProfile([], about), undefined);
});
