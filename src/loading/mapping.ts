import { type LineField, lineFields, type SupplierProfile } from '../invoices/supplier-profile.ts';
import type { ProblemDetail } from '../problem.ts';

/** What a form says of a file, field by field; a column by its place in the header. */
export type Typed = Readonly<Record<string, string>>;

/** What each field of a line is called on a form. */
export const fieldTitles: Readonly<Record<LineField, string>> = {
  document_number: 'Number of the invoice',
  document_date: 'Date of the invoice',
  document_kind: 'Invoice or credit note',
  credit_kind: 'Reason of a credit',
  original_document: 'Invoice that a credit is against',
  service_from: 'First day of service',
  service_to: 'Last day of service',
  school: 'School',
  supplier: 'Supplier',
  item: 'Item',
  description: 'Description',
  quantity: 'Quantity',
  unit_price: 'Price of one unit',
  fee: "The supplier's fee",
  net: 'Net',
  vat: 'VAT',
  gross: 'Gross',
  contract: 'Contract',
};

/** A column that is personal is never kept; one that is only kept is not read. */
const others = ['personal', 'kept'] as const;
type Answer = LineField | (typeof others)[number];

const isAnswer = (text: string): text is Answer =>
  [...lineFields, ...others].some((known) => known === text);

/** The columns of a header that can be named: each once, and none without a name. */
export function namedColumns(header: readonly string[]): string[] {
  return [...new Set(header.filter(Boolean))];
}

/** The form as a profile fills it in; of a new column nobody has said yet what it is. */
export function typedFrom(
  profile: SupplierProfile,
  header: readonly string[],
  newColumns: readonly string[],
): Record<string, string> {
  const { contract, school, dates, decimal, credit_sign, columns, personal, words } = profile;
  const fieldOf = new Map(Object.entries(columns).map(([field, column]) => [column, field]));
  const answers = namedColumns(header).map((column, index) => {
    const known = fieldOf.get(column) ?? (personal.includes(column) ? 'personal' : 'kept');
    const isNew = newColumns.includes(column) && known === 'kept';
    return [`column-${index}`, isNew ? '' : known] as const;
  });
  return {
    ...Object.fromEntries(answers),
    contract: contract ?? '',
    school: school ?? '',
    whole_trust: words.whole_trust.join('; '),
    called_as: (words.supplier ?? []).join('; '),
    dates: dates ?? '',
    decimal: decimal ?? '',
    credit_sign,
  };
}

/** The profile that a form says, on what is known already; or all that is wrong with the form. */
export function profileFrom(
  typed: Typed,
  base: SupplierProfile,
  header: readonly string[],
): { readonly profile: SupplierProfile } | { readonly problems: readonly ProblemDetail[] } {
  const { columns, personal, problems } = answersIn(typed, namedColumns(header));
  const { contract: _, school: __, dates: ___, decimal: ____, thousands, ...rest } = base;
  const { contract = '', school = '', dates = '', decimal = '' } = typed;
  const profile = {
    ...rest,
    ...(contract && { contract }),
    ...(school && { school }),
    ...(dates && { dates }),
    ...(decimal && { decimal }),
    ...(decimal && decimal === base.decimal && thousands !== undefined && { thousands }),
    amounts: columns.net ? 'net' : columns.gross ? 'gross' : 'unit_price',
    credit_sign: typed.credit_sign === 'positive' ? 'positive' : 'negative',
    personal,
    columns,
    words: wordsFrom(typed, base, columns),
  } as SupplierProfile;
  const found = [...problems, ...lackingIn(profile)];
  return found.length > 0 ? { problems: found } : { profile };
}

type Columns = Partial<Record<LineField, string>>;

function answersIn(typed: Typed, header: readonly string[]) {
  const columns: Columns = {};
  const personal: string[] = [];
  const problems: ProblemDetail[] = [];
  for (const [index, column] of header.entries()) {
    const place = `column-${index}`;
    const answer = typed[place] ?? '';
    if (!isAnswer(answer)) {
      problems.push(unfit(place, `Say what the column "${column}" is.`));
    } else if (answer === 'personal') {
      personal.push(column);
    } else if (answer !== 'kept') {
      const other = columns[answer];
      if (other === undefined) columns[answer] = column;
      else {
        const title = fieldTitles[answer];
        problems.push(unfit(place, `"${other}" and "${column}" cannot both be "${title}".`));
      }
    }
  }
  return { columns, personal, problems };
}

function wordsFrom(typed: Typed, { words }: SupplierProfile, columns: Columns) {
  const { document_kind, credit_kind, supplier: _, ...rest } = words;
  return {
    ...rest,
    ...(columns.document_kind && { document_kind: document_kind ?? {} }),
    ...(columns.credit_kind && { credit_kind: credit_kind ?? {} }),
    whole_trust: listed(typed.whole_trust),
    ...(columns.supplier && { supplier: listed(typed.called_as) }),
  };
}

const listed = (text = '') =>
  text
    .split(';')
    .map((each) => each.trim())
    .filter(Boolean);

/** What a profile lacks to read any file, at the field of the form that can say it. */
function lackingIn({ columns, school, contract, words }: SupplierProfile): ProblemDetail[] {
  const lacks = (field: LineField) =>
    columns[field] ? [] : [unfit('column-0', `Say which column is "${fieldTitles[field]}".`)];
  const hasAmount = columns.net || columns.gross || (columns.quantity && columns.unit_price);
  return [
    ...lacks('document_number'),
    ...lacks('document_date'),
    ...(hasAmount
      ? []
      : [
          unfit(
            'column-0',
            'Say which column is "Net", or "Gross", or both the quantity and the price.',
          ),
        ]),
    ...(columns.school || school
      ? []
      : [unfit('school', 'Say which column is the school, or name the school of the whole file.')]),
    ...(columns.school && school
      ? [unfit('school', 'A column names the school, so that the file has no school as a whole.')]
      : []),
    ...(contract || columns.contract || words.contract
      ? []
      : [unfit('contract', 'Choose the contract that the invoices are for.')]),
    ...(columns.supplier && words.supplier?.length === 0
      ? [
          unfit(
            'called_as',
            'Say what the file calls this supplier, since it holds rows of others.',
          ),
        ]
      : []),
  ];
}

const unfit = (column: string, message: string): ProblemDetail => ({
  code: 'profile.unreadable',
  column,
  message,
});

/** What is proposed for a supplier whose files have changed: what was said of its columns before stays. */
export function remembered(
  proposed: SupplierProfile,
  before: SupplierProfile,
  header: readonly string[],
): SupplierProfile {
  const standing = Object.entries(before.columns).filter(([, column]) => header.includes(column));
  const used = new Set(standing.map(([, column]) => column));
  const added = Object.entries(proposed.columns).filter(
    ([field, column]) => !used.has(column) && !standing.some(([known]) => known === field),
  );
  const columns: Columns = Object.fromEntries([...standing, ...added]);
  const read = Object.values(columns);
  const personal = [...new Set([...before.personal, ...proposed.personal])];
  return {
    ...before,
    files: [...new Set([...before.files, ...proposed.files])],
    delimiter: proposed.delimiter,
    skip_rows: proposed.skip_rows,
    personal: personal.filter((column) => header.includes(column) && !read.includes(column)),
    columns,
    words: { ...proposed.words, ...before.words },
  };
}

/** The name under which the first profile of a supplier is kept. */
export function profileNameFor(supplier: string, taken: readonly string[]): string {
  const plain = supplier
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const name = plain.slice(0, 80) || 'supplier';
  const next = [name, ...Array.from({ length: taken.length }, (_, at) => `${name}-${at + 2}`)];
  return next.find((each) => !taken.includes(each)) ?? name;
}
