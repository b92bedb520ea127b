import t from 'tap';
import { documentParts, ofOthersToo } from '../../../src/packs/contract-documents.ts';
import { contractOf, rangeOf, schoolOf } from '../lines/given.ts';
import { rowsOf, scopeOf } from './given.ts';

const ash = schoolOf('900001', { name: 'Ash' });
const taking = (...schoolIds: string[]) =>
  schoolIds.map((schoolId) => ({ schoolId, days: rangeOf('2025-09-01..') }));
const alone = {
  ...contractOf([]),
  ...{ id: 'alone', reference: 'ALONE', participations: taking(ash.id, ash.id) },
};
const joint = {
  ...contractOf([]),
  ...{ id: 'joint', reference: 'JOINT', participations: taking(ash.id, 'beech') },
};
const documentOf = (contractId: string, sha256: string) => ({
  ...{ contractId, id: `${contractId} ${sha256}`, kind: 'contract' as const, name: 'signed.pdf' },
  ...{ sha256, mediaType: 'application/pdf', byteCount: 9, partCount: 0, unsearchable: null },
  ...{ addedAt: 'then', addedBy: 'office' },
});
const documents = [documentOf('alone', 'aa'), documentOf('joint', 'bb'), documentOf('alone', 'bb')];
const parts = (school?: typeof ash, contracts = [alone, joint]) =>
  documentParts(
    { scope: scopeOf(school), contracts, documents, all: [alone, joint] },
    (text) => text,
    (sha256) => [`header\nbytes of ${sha256}`],
  );

t.test('a pack of the trust has every document, its bytes once', async (t) => {
  const found = await rowsOf(parts());
  t.match(found, {
    'documents/aa.pdf': ['bytes of aa'],
    'documents/bb.pdf': ['bytes of bb'],
    'contract_documents.csv': [
      'ALONE,contract,signed.pdf,documents/aa.pdf,aa,application/pdf,9,office,then',
      /^ALONE,.*documents\/bb\.pdf/,
      /^JOINT,.*documents\/bb\.pdf/,
    ],
  });
  t.strictSame((await rowsOf(parts(undefined, [joint])))['documents/aa.pdf'], undefined);
});

t.test('a school has the documents of contracts that are its alone', async (t) => {
  const found = await rowsOf(parts(ash));
  t.strictSame(Object.keys(found), ['contract_documents.csv', 'documents/aa.pdf']);
  const [own, ...others] = found['contract_documents.csv'] ?? [];
  t.match(own, 'documents/aa.pdf');
  t.ok(others.every((row) => row.includes(ofOthersToo)));
});
