/** What proves a version: a kept file, or a link with the hash that a person states. */
export interface Evidence {
  readonly id: string;
  readonly kind: 'file' | 'link';
  readonly name: string;
  readonly sha256: string;
  readonly url: string | null;
  readonly mediaType: string | null;
  readonly byteCount: number | null;
  readonly addedAt: string;
  readonly addedBy: string;
}
