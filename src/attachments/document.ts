/** What a document of a contract is for. */
export const documentKinds = [
  'contract',
  'amendment',
  'call_off',
  'tender',
  'price_list',
  'notice',
  'insurance',
  'data_protection',
  'minutes',
  'correspondence',
  'other',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** A document of a contract, whose bytes are kept as they came. */
export interface ContractDocument {
  readonly id: string;
  readonly kind: DocumentKind;
  readonly name: string;
  readonly sha256: string;
  readonly mediaType: string;
  readonly byteCount: number;
  /** How many parts of its text are searched; none of a picture. */
  readonly partCount: number;
  /** What of it cannot be searched, and why; null where all of it can. */
  readonly unsearchable: string | null;
  readonly addedAt: string;
  readonly addedBy: string;
}

/** Where the words of a search were found. */
export interface DocumentHit {
  readonly contract: string;
  readonly title: string;
  readonly documentId: string;
  readonly kind: DocumentKind;
  readonly name: string;
  /** Such as `page 3`. */
  readonly place: string;
  /** The words with what stands around them, each found one in « ». */
  readonly excerpt: string;
}

/** Whether a document can be searched, in words: not searchable is no fault. */
export function searchInWords({
  partCount,
  unsearchable,
}: Pick<ContractDocument, 'partCount' | 'unsearchable'>): string {
  if (partCount === 0) return `not searchable: ${unsearchable ?? ''}`;
  return unsearchable === null ? 'searchable' : `searchable in part: ${unsearchable}`;
}
