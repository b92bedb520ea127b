import { readPercent } from '../baselines/baseline-form.ts';
import { formatDecimal } from '../money/decimal.ts';
import { drivers, phases, statuses } from '../schools/school.ts';
import { type EntryField, options, plain } from '../trusts/entry-field.ts';
import type { Fields } from '../trusts/register-change.ts';

const months =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** What is asked of a school; its first size only of a new one. */
export function schoolFields(isNew: boolean): EntryField[] {
  const urn: EntryField = {
    id: 'urn',
    label: 'URN',
    hint: 'Its number in the national register, such as 123456',
    kind: 'short',
  };
  const pupils: EntryField[] = [
    {
      id: 'value',
      isOptional: true,
      label: 'Pupils (optional)',
      hint: 'By this number joint costs are shared, unless a contract says otherwise',
      kind: 'short',
    },
    {
      id: 'source',
      isOptional: true,
      label: 'Where that number comes from',
      hint: 'Such as “Census of January 2026”',
      kind: 'text',
    },
  ];
  return [
    ...(isNew ? [urn] : []),
    { id: 'name', label: 'Name', kind: 'text' },
    { id: 'phase', label: 'Phase', kind: 'choice', options: options(phases, plain) },
    { id: 'status', label: 'Status', kind: 'choice', options: options(statuses, plain) },
    { id: 'joined_on', label: 'First day in the trust', kind: 'day' },
    {
      id: 'left_on',
      isOptional: true,
      label: 'Last day in the trust (optional)',
      hint: 'Left empty, it belongs to it still',
      kind: 'day',
    },
    {
      id: 'year_starts_month',
      label: 'First month of its financial year',
      hint: 'April for maintained schools, September for academies',
      kind: 'choice',
      options: months.map((text, index) => ({ value: String(index + 1), text })),
    },
    {
      id: 'vat_recovery_rate',
      label: 'VAT that it gets back, %',
      hint: '100 where it gets all of it back. What it does not get back is part of its cost',
      kind: 'short',
    },
    ...(isNew ? pupils : []),
  ];
}

/** What is asked of a size of a school. */
export const sizeFields: readonly EntryField[] = [
  {
    id: 'driver',
    label: 'What is counted',
    kind: 'choice',
    options: options(
      drivers.filter((driver) => driver !== 'equal'),
      plain,
    ),
  },
  { id: 'value', label: 'How many', kind: 'short' },
  { id: 'effective_from', label: 'From which day on', kind: 'day' },
  {
    id: 'source',
    label: 'Where it comes from',
    hint: 'Such as “Census of January 2026”',
    kind: 'text',
  },
];

/** The rows that a form about a school says: the school, and its first size where one is named. */
export function schoolRows(typed: Record<string, string>): {
  readonly school: Fields;
  readonly size: Fields | null;
} {
  const { value = '', source = '', vat_recovery_rate: typedRate = '', ...facts } = typed;
  const rate = readPercent(typedRate);
  const { urn = '', joined_on: from = '' } = typed;
  const isSized = value !== '' || source !== '';
  return {
    school: { ...facts, vat_recovery_rate: rate ? formatDecimal(rate) : typedRate },
    size: isSized ? { urn, driver: 'pupils', value, effective_from: from, source } : null,
  };
}
