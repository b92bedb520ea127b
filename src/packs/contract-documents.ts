import type { ContractDocument } from '../attachments/document.ts';
import type { Contract } from '../contracts/contract.ts';
import { pathOf } from './kept-documents.ts';
import { csv, type Parts, type Pieces } from './parts.ts';
import type { Guard, Scope } from './scope.ts';
import { table } from './tables.ts';

/** What stands in a school's pack in the place of a document of a contract that other schools have too. */
export const ofOthersToo = '(left out: it is a document of other schools as well)';

interface PackedDocument extends ContractDocument {
  readonly contract: string;
  readonly path: string;
}

/**
 * The documents of contracts: `contract_documents.csv` names them, and their bytes lie in `documents/`,
 * each once. A school's pack has those of contracts in which no other school ever took part.
 */
export function documentParts(
  {
    scope,
    contracts,
    documents,
    all,
  }: {
    readonly scope: Scope;
    /** The contracts of the pack. */
    readonly contracts: readonly Contract[];
    readonly documents: readonly (ContractDocument & { readonly contractId: string })[];
    /** Every contract of the trust: the same bytes may be a document of another one. */
    readonly all: readonly Contract[];
  },
  guard: Guard,
  read: (sha256: string) => Pieces,
): Parts {
  const { school } = scope;
  const own = new Set(
    all.filter((each) => !school || isAlone(each, school.id)).map(({ id }) => id),
  );
  const shared = new Set(
    documents.filter(({ contractId }) => !own.has(contractId)).map(({ sha256 }) => sha256),
  );
  const paths = new Map<string, string>();
  const rows = contracts.flatMap(({ id, reference: contract }) =>
    documents
      .filter(({ contractId }) => contractId === id)
      .map((document): PackedDocument => {
        const { sha256 } = document;
        if (shared.has(sha256)) return { ...document, contract, path: ofOthersToo };
        const path = paths.get(sha256) ?? pathOf(document, 'documents');
        paths.set(sha256, path);
        return { ...document, contract, path };
      }),
  );
  const inOrder = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ['contract_documents.csv', () => csv(documentTable(guard), [rows])],
    ...inOrder.map(([sha256, path]) => [path, () => read(sha256)] as const),
  ];
}

const isAlone = ({ participations }: Contract, schoolId: string) =>
  participations.length > 0 && participations.every((each) => each.schoolId === schoolId);

function documentTable(guard: Guard) {
  return table<PackedDocument>({
    contract: ({ contract }) => contract,
    kind: ({ kind }) => kind,
    name: ({ name }) => guard(name),
    file: ({ path }) => path,
    sha256: ({ sha256 }) => sha256,
    media_type: ({ mediaType }) => mediaType,
    byte_count: ({ byteCount }) => ({ amount: String(byteCount) }),
    added_by: ({ addedBy }) => guard(addedBy),
    added_at: ({ addedAt }) => addedAt,
  });
}
