import { csv, type Parts, type Pieces } from './parts.ts';
import type { Guard } from './scope.ts';
import { type NamedBaseline, table } from './tables.ts';

/** A document that proves a baseline version: kept, or lying elsewhere with a stated hash. */
export interface ProvingDocument {
  readonly baselineId: string;
  readonly kind: 'file' | 'link';
  readonly name: string;
  readonly sha256: string;
  readonly url: string | null;
  readonly mediaType: string | null;
  /** Null of a link, and of a file that should be kept and is gone. */
  readonly byteCount: number | null;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** What stands in a school's pack in the place of a document that proves other schools' baselines too. */
export const sharedOut = '(left out: it is evidence for another school as well)';

const extensions: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/png': 'png',
  'image/jpeg': 'jpg',
  'application/zip': 'zip',
  'text/plain': 'txt',
};

/** Where a document lies in a pack: called by its hash, with an ending by what its bytes are. */
export function pathOf(
  { sha256, mediaType, name }: Pick<ProvingDocument, 'sha256' | 'mediaType' | 'name'>,
  folder = 'evidence',
): string {
  const office = /\.(docx|xlsx|pptx|odt|ods|odp)$/i.exec(name)?.[1]?.toLowerCase();
  const ending = extensions[mediaType ?? ''] ?? 'bin';
  return `${folder}/${sha256}.${ending === 'zip' && office ? office : ending}`;
}

/**
 * The evidence of the baselines of a pack: `evidence.csv` names it, and kept documents lie in
 * `evidence/`, each once. A document that is shared with other schools is left out of a school's pack.
 */
export function evidenceParts(
  {
    baselines,
    documents,
    shared,
  }: {
    readonly baselines: readonly NamedBaseline[];
    readonly documents: readonly ProvingDocument[];
    /** Hashes of documents that belong to other schools as well. */
    readonly shared: ReadonlySet<string>;
  },
  guard: Guard,
  read: (sha256: string) => Pieces,
): Parts {
  const versions = new Map(baselines.map((baseline) => [baseline.id, baseline]));
  const paths = new Map<string, string>();
  for (const document of documents) {
    const { sha256, kind, byteCount } = document;
    if (kind === 'file' && byteCount !== null && !shared.has(sha256) && !paths.has(sha256))
      paths.set(sha256, pathOf(document));
  }
  const rows = documents.flatMap((document) => {
    const baseline = versions.get(document.baselineId);
    const isLeftOut = document.kind === 'file' && shared.has(document.sha256);
    const kept = document.kind === 'file' ? (paths.get(document.sha256) ?? null) : null;
    return baseline ? [{ ...document, baseline, path: isLeftOut ? sharedOut : kept }] : [];
  });
  const inOrder = [...paths].sort(([a], [b]) => (a < b ? -1 : 1));
  return [
    ['evidence.csv', () => csv(evidenceTable(guard), [rows])],
    ...inOrder.map(([sha256, path]) => [path, () => read(sha256)] as const),
  ];
}

interface EvidenceRow extends ProvingDocument {
  readonly baseline: NamedBaseline;
  readonly path: string | null;
}

function evidenceTable(guard: Guard) {
  return table<EvidenceRow>({
    contract: ({ baseline }) => baseline.contract,
    urn: ({ baseline }) => baseline.urn,
    item: ({ baseline }) => baseline.item,
    version: ({ baseline }) => ({ amount: String(baseline.version) }),
    kind: ({ kind }) => kind,
    name: ({ name }) => guard(name),
    file: ({ path }) => path,
    sha256: ({ sha256 }) => sha256,
    media_type: ({ mediaType }) => mediaType,
    byte_count: ({ byteCount }) => (byteCount === null ? null : { amount: String(byteCount) }),
    url: ({ url }) => url && guard(url),
    added_by: ({ addedBy }) => guard(addedBy),
    added_at: ({ addedAt }) => addedAt,
  });
}
