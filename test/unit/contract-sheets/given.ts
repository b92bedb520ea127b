import type { SheetMapping } from '../../../src/contract-sheets/sheet-mapping.ts';
import type { KnownCells } from '../../../src/contract-sheets/sheet-rows.ts';

export const mapping: SheetMapping = {
  columns: {
    reference: 'Ref',
    title: 'Contract',
    supplier: 'Provider',
    category: 'Area',
    starts_on: 'Start',
    renewal_months: 'Rolls over',
  },
  ignored: ['Comments'],
  dates: 'dd/mm/yyyy',
  words: { category: { Catering: 'catering' }, renewal_months: { yearly: '12' } },
  otherwise: { driver: 'pupils', notice_months: '3' },
};

const nothing = new Map();
export const nothingKnown: KnownCells = {
  ...{ contract: nothing, terms: nothing },
  ...{ record: nothing, supplier: nothing },
};

export const row = (number: number, ...cells: string[]) => ({ row: number, cells });
export const header = row(
  1,
  'Ref',
  'Contract',
  'Provider',
  'Area',
  'Start',
  'Rolls over',
  'Comments',
);
