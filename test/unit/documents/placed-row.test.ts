import t from 'tap';
import { place } from '../../../src/documents/placed-row.ts';
import type { Register } from '../../../src/documents/register.ts';
import type { ReadRow } from '../../../src/invoices/invoice-reader.ts';
import { schoolDirectory } from '../../../src/schools/school.ts';
import { school as ash } from '../../support/register.ts';
import { contractOf, lineOf, pounds } from '../lines/given.ts';

const contract = contractOf([]);
const register = {
  directory: schoolDirectory([ash]),
  contracts: new Map([[contract.reference, contract]]),
} as unknown as Register;
const read = (facts: Parameters<typeof lineOf>[0]): Extract<ReadRow, { kind: 'line' }> => ({
  kind: 'line',
  line: lineOf(facts),
});

t.test('a line with its contract and school goes on, with its digest', async (t) => {
  const row = read({ schoolText: ash.urn });
  const placed = place(row, row, register);
  t.match(placed, { staged: { contractId: contract.id, schoolId: ash.id } });
  t.equal('staged' in placed && placed.staged.contentHash.length, 32);
});

t.test('a line without one stops, and its document is counted all the same', async (t) => {
  const row = read({ schoolText: 'Elm' });
  t.match(place(row, row, register), {
    stopped: { state: 'held', code: 'school.unknown', found: 'Elm' },
    documents: ['invoice BPB10206'],
  });
});

t.test(
  'a row that is none is refused, or held for its word, and belongs to no document',
  async (t) => {
    const refused = (
      code: 'date.unreadable' | 'word.unknown',
    ): Extract<ReadRow, { kind: 'refused' }> => ({
      kind: 'refused',
      row: 7,
      net: pounds('5.00'),
      problem: { code, row: 7, message: 'It cannot be read.' },
    });
    const row = refused('date.unreadable');
    t.match(place(row, row, register), { stopped: { state: 'refused', net: 500 }, documents: [] });
    const word = refused('word.unknown');
    t.match(place(word, word, register), { stopped: { state: 'held' } });
    const printed = read({ schoolText: ash.urn });
    t.match(
      place(row, printed, register),
      { stopped: { schoolId: ash.id } },
      'whose it is as printed',
    );
  },
);
