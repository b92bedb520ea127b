// What somebody with the keys to the database might change in the ledger of `verify.test.ts`, and
// what verify has to say of it.

/** A change behind the product's back. */
export interface Tampering {
  readonly what: string;
  /** `:trust` stands for the id of the trust, which a coordinator of several servers has to be told. */
  readonly sql: string;
  /** The check and the figure of all that is found, each once. */
  readonly finds: readonly string[];
  /** A place that one of the differences names. */
  readonly at: string;
}

/** A line by its file and row. */
const line = (file: string, row: number) => `(
  select l.id from invoice_line l join import m on m.trust_id = l.trust_id and m.id = l.import_id
  where l.trust_id = :trust and m.file_name = '${file}' and l.row = ${row})`;

const first = line('northfield-2025-09-01.csv', 2);
const takenBack = line('northfield-2025-09-08.csv', 2);
const firstAt = 'northfield-2025-09-01.csv, row 2, 900001, 2025-09';
const cellAt = '900001, SUPPLY-2025, TEACHER, 2025-09';
const joint = '(select line_id from allocation order by line_id limit 1)';
const firstFile = "(select id from source_file where name = 'northfield-2025-09-01.csv')";
const firstCell = `(school_id, item, service_month) =
  (select school_id, item, service_month from ledger_entry where line_id = ${first})`;

const entriesSealed = 'journals: digest of its entries';
const linesSealed = 'journals: digest of its lines';
const posted = 'sums: posted net and irrecoverable VAT';
const costSums = ['sums: cash cost', 'sums: cost', 'sums: measured cost'];
const everySum = [
  'sums: baseline cost',
  'sums: cash baseline cost',
  ...['sums: cash cost', 'sums: cost', 'sums: entries', 'sums: measured cost'],
  'sums: measured entries',
  'sums: quantity',
];

export const tamperings: readonly Tampering[] = [
  {
    what: "an entry's cost",
    sql: `update ledger_entry set cost = cost + 1 where line_id = ${first}`,
    finds: [entriesSealed, 'entries: cost', posted, ...costSums],
    at: `${firstAt}, baseline version 1, cost`,
  },
  {
    what: "an entry's baseline cost",
    sql: `update ledger_entry set baseline_cost = baseline_cost - 1 where line_id = ${first}`,
    finds: [
      entriesSealed,
      'entries: baseline cost',
      'sums: baseline cost',
      'sums: cash baseline cost',
    ],
    at: `${firstAt}, baseline version 1, baseline cost`,
  },
  {
    what: "an entry's quantity, in the last decimal",
    sql: `update ledger_entry set quantity = quantity + 0.000001 where line_id = ${first}`,
    finds: [entriesSealed, 'entries: quantity', 'sums: quantity'],
    at: `${firstAt}, baseline version 1, quantity`,
  },
  {
    what: 'an entry that is deleted',
    sql: `delete from ledger_entry where line_id = ${first}`,
    finds: [entriesSealed, 'entries: cost', posted, ...everySum],
    at: `${firstAt}, cost`,
  },
  {
    what: 'an entry that stands twice',
    sql: `insert into ledger_entry
      select (jsonb_populate_record(e, jsonb_build_object('id', gen_random_uuid()))).*
      from ledger_entry e where line_id = ${first}`,
    finds: [entriesSealed, 'entries: cost', posted, ...everySum],
    at: `${firstAt}, baseline version 1, cost`,
  },
  {
    what: 'an entry that stands against the baseline of another school',
    sql: `update ledger_entry set baseline_id = (
        select b.id from baseline b join school s on s.trust_id = b.trust_id and s.id = b.school_id
        where b.trust_id = :trust and s.urn = '900002' order by b.id limit 1)
      where trust_id = :trust and line_id = ${first}`,
    finds: [entriesSealed, 'entries: cost'],
    at: `${firstAt}, cost`,
  },
  {
    what: 'an entry that is moved to another month',
    sql: `update ledger_entry set service_month = '2025-08-01' where line_id = ${first}`,
    finds: [entriesSealed, 'entries: booked month', 'entries: cost', ...everySum],
    at: 'northfield-2025-09-01.csv, row 2, 900001, 2025-08, baseline version 1, cost',
  },
  {
    what: 'an entry that is booked in another month',
    sql: `update ledger_entry set booked_month = '2025-10-01' where line_id = ${first}`,
    finds: [entriesSealed, 'entries: booked month', ...everySum],
    at: `${firstAt}, booked month`,
  },
  {
    what: 'a negation',
    sql: `update ledger_entry set cost = cost + 1
      where line_id = ${takenBack} and reverses_entry_id is not null`,
    finds: [entriesSealed, 'entries: cost', posted, ...costSums],
    at: 'northfield-2025-09-08.csv, row 2, 900001, 2025-09, negation, cost',
  },
  {
    what: 'a negation that is moved to another line',
    sql: `update ledger_entry set line_id = ${line('northfield-2025-09-08.csv', 3)}
      where trust_id = :trust and line_id = ${takenBack} and reverses_entry_id is not null`,
    finds: [entriesSealed, 'entries: baseline cost', 'entries: cost', 'entries: line'],
    at: 'northfield-2025-09-08.csv, row 2, 900001, 2025-09, line taken back, in all, cost',
  },
  {
    what: 'a withdrawal that is removed',
    sql: `delete from line_withdrawal where line_id = ${takenBack}`,
    finds: ['journals: digest of its withdrawals', 'rows: standing lines', 'entries: cost', posted],
    at: 'northfield-2025-09-08.csv, row 2, 900001, 2025-09, cost',
  },
  {
    what: "a line's net",
    sql: `update invoice_line set net = net + 1 where id = ${first}`,
    finds: [
      linesSealed,
      ...['rows: net', 'rows: net already', 'rows: net posted', 'entries: cost', posted],
    ],
    at: 'northfield-2025-09-01.csv, row 2, net',
  },
  {
    what: 'the VAT recovery that a line was posted with',
    sql: `update invoice_line set recovery_rate = 0.5 where id = ${first}`,
    finds: [linesSealed, 'entries: baseline cost', 'entries: cost', posted],
    at: `${firstAt}, baseline version 1, cost`,
  },
  {
    what: 'the amount that a cancelling credit note takes back',
    sql: `update invoice_line set vat = vat + 1
      where line_class = 'reversal' and item = 'TEACHER'`,
    finds: [linesSealed, 'rows: VAT', 'sums: cancelled VAT'],
    at: 'document NST-004271, cancelled VAT',
  },
  {
    what: "a school's share of a joint line",
    sql: `update allocation set net = net + 1
      where line_id = ${joint} and school_id = (select id from school where urn = '900001')`,
    finds: [
      'journals: digest of its allocations',
      ...['shares: share of net', 'shares: shares of net', 'entries: cost'],
    ],
    at: 'brightwater-2025-09.csv, row 13, 900001, share of net',
  },
  {
    what: 'the price of an approved baseline',
    sql: `update baseline set unit_price = unit_price + 1
      where id = (select baseline_id from ledger_entry where line_id = ${first})`,
    finds: ['entries: baseline cost'],
    at: `${firstAt}, baseline version 1, baseline cost`,
  },
  {
    what: "a journal's reason",
    sql: "update journal set reason = 'Nothing' where number = 2",
    finds: ['journals: hash of its content'],
    at: 'journal 2, hash of its content',
  },
  {
    what: 'a journal that is deleted',
    sql: 'delete from journal where number = 2',
    finds: [
      ...['allocations', 'entries', 'hash of the journal before', 'lines', 'number'].map(
        (figure) => `journals: ${figure}`,
      ),
      'rows: journal',
    ],
    at: 'journal 2, number',
  },
  {
    what: 'the newest journal, deleted',
    sql: 'delete from journal where number = 7',
    finds: ['journals: entries', 'journals: withdrawals'],
    at: 'journal 7, withdrawals',
  },
  {
    what: 'a sum of a cell',
    sql: `update savings_month set cost = cost + 1 where ${firstCell}`,
    finds: ['sums: cost'],
    at: `${cellAt}, cost`,
  },
  {
    what: 'a sum of a journal',
    sql: `update savings_journal set quantity = quantity + 1
      where journal_number = 1 and ${firstCell}`,
    finds: ['sums: quantity'],
    at: `journal 1, ${cellAt}, quantity`,
  },
  {
    what: 'kept rows that are broken',
    sql: `update source_chunk set content = '\\x00' where file_id = ${firstFile}`,
    finds: [
      ...['digest of kept rows', 'net already', 'net read', 'posted line'],
      ...['rows already', 'rows read'],
    ].map((figure) => `rows: ${figure}`),
    at: 'northfield-2025-09-01.csv, row 2, posted line',
  },
  {
    what: 'what an import says was posted of it',
    sql: "update import set rows_posted = 14 where file_name = 'northfield-2025-09-01.csv'",
    finds: ['rows: rows posted'],
    at: 'northfield-2025-09-01.csv, rows posted',
  },
  {
    what: 'an import that is made out to be another file sent again',
    sql: "update import set state = 'recognised' where file_name = 'northfield-2025-09-01.csv'",
    finds: ['rows: posted lines'],
    at: 'all files, posted lines',
  },
  {
    what: 'a row that waits for a person and is deleted, with the counts to match',
    sql: `with gone as (delete from import_row
        where (import_id, row) = (select import_id, row from import_row order by row limit 1)
        returning import_id, net)
      update import m set rows_held = rows_held - 1, rows_already = rows_already + 1,
        net_held = net_held - gone.net, net_already = net_already + gone.net
      from gone where m.id = gone.import_id`,
    finds: ['rows: posted or queued'],
    at: 'northfield-2025-09-29.csv, row 13, posted or queued',
  },
  {
    what: 'the digest by which a file is recognised',
    sql: `update import set sha256 = repeat('0', 64) where file_name = 'northfield-2025-09-01.csv'`,
    finds: ['rows: SHA-256'],
    at: 'northfield-2025-09-01.csv, SHA-256',
  },
  {
    what: 'the supplier of a document',
    sql: `update invoice set supplier_id = (
        select id from supplier where trust_id = :trust and name like 'Quick%')
      where trust_id = :trust and id = (
        select invoice_id from invoice_line where trust_id = :trust and id = ${first})`,
    finds: ['rows: supplier'],
    at: 'northfield-2025-09-01.csv, row 2, supplier',
  },
];
