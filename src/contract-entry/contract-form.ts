import { unitInWords } from '../contracts/charge.ts';
import { lineClasses, quantityBases, units } from '../contracts/price-schedule.ts';
import { drivers } from '../schools/school.ts';
import { type EntryField, type Option, options } from '../trusts/entry-field.ts';

/** What is asked of a contract; its reference only of a new one. */
export function contractFields(isNew: boolean, suppliers: readonly string[]): EntryField[] {
  const known = suppliers.slice(0, 5).join(', ');
  const reference: EntryField = {
    id: 'reference',
    label: 'Reference',
    hint: 'A short one of your own, such as PAY-2026; it does not change any more',
    kind: 'short',
  };
  return [
    ...(isNew ? [reference] : []),
    {
      id: 'title',
      label: 'What it is about',
      hint: 'Such as “Payroll for all schools”',
      kind: 'text',
    },
    {
      id: 'supplier',
      label: 'Supplier',
      hint: known
        ? `As it stands on its invoices. Known: ${known}`
        : 'As it stands on its invoices',
      kind: 'text',
    },
    {
      id: 'category',
      label: 'Kind of purchase',
      hint: 'Such as payroll, supply_staff or catering',
      kind: 'short',
    },
    {
      id: 'cfr_code',
      label: 'Code of the accounts (CFR)',
      hint: 'Such as E26 for agency staff',
      kind: 'short',
    },
    { id: 'starts_on', label: 'First day', kind: 'day' },
    { id: 'ends_on', label: 'Last day', kind: 'day' },
    { id: 'notice_months', label: 'Months of notice', hint: '0 if none is needed', kind: 'short' },
    {
      id: 'procurement_route',
      isOptional: true,
      label: 'How the supplier was chosen (optional)',
      hint: 'Such as three quotes, or a framework',
      kind: 'text',
    },
    {
      id: 'driver',
      label: 'How a joint line is shared',
      hint: 'By which size of the schools; in equal parts if nothing else is fair',
      kind: 'choice',
      options: options(drivers, (value) =>
        value === 'equal' ? 'In equal parts' : `By ${value.replaceAll('_', ' ')}`,
      ),
    },
  ];
}

const bases = {
  consumed: 'Each school gets its part of the quantity',
  whole_service: 'Each school gets all of the service, such as a help desk',
};
const classes = {
  recurring: 'Bought again and again: compared with the price before',
  one_off: 'Paid once, such as a set-up: taken off the saving',
  excluded: 'Not a cost of this contract',
};

/** What is asked of a price. */
export const priceFields: readonly EntryField[] = [
  {
    id: 'item',
    label: 'Code of the item',
    hint: 'Such as PAYSLIP, as invoices or their profile have it',
    kind: 'short',
  },
  { id: 'description', isOptional: true, label: 'What it is (optional)', kind: 'text' },
  {
    id: 'unit',
    label: 'Price for one',
    kind: 'choice',
    options: options(units, (unit) => unitInWords(unit as (typeof units)[number])),
  },
  {
    id: 'unit_price',
    label: 'Price, net of VAT, £',
    hint: 'Such as 3.25. Of pounds of pay “22% mark-up”, of pounds at list price “18% discount”',
    kind: 'short',
  },
  {
    id: 'quantity_basis',
    label: 'Who gets the quantity of a joint line',
    kind: 'choice',
    options: options(quantityBases, (basis) => bases[basis as keyof typeof bases]),
  },
  {
    id: 'line_class',
    label: 'Kind of cost',
    kind: 'choice',
    options: options(lineClasses, (each) => classes[each as keyof typeof classes]),
  },
  {
    id: 'fee_cap',
    isOptional: true,
    label: 'Most that an agency may keep of it, £ (optional)',
    kind: 'short',
  },
  { id: 'valid_from', label: 'First day of the price', kind: 'day' },
  {
    id: 'valid_to',
    isOptional: true,
    label: 'Last day (optional)',
    hint: 'Left empty, it holds to the end',
    kind: 'day',
  },
];

/** What is asked of a school that takes part in a contract. */
export function participantFields(schools: readonly Option[]): EntryField[] {
  return [
    { id: 'urn', label: 'School', kind: 'choice', options: schools },
    {
      id: 'starts_on',
      label: 'First day in the contract',
      hint: 'The same first day again corrects the last one',
      kind: 'day',
    },
    {
      id: 'ends_on',
      isOptional: true,
      label: 'Last day (optional)',
      hint: 'Left empty, it takes part to the end',
      kind: 'day',
    },
  ];
}
