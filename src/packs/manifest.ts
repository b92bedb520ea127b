/** A file of a pack, as the manifest names it. */
export interface PackedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** What a pack says of itself. */
export interface PackFacts {
  readonly trust: string;
  readonly school: { readonly urn: string; readonly name: string } | null;
  readonly contract: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly journal: number;
  readonly journal_hash: string;
  readonly known_at: string | null;
  readonly rule_version: string;
}

/** The manifest: what the pack is about, and each file before it with size and hash. */
export function manifestText(facts: PackFacts, files: readonly PackedFile[]): string {
  return `${JSON.stringify({ format: 'savings-ledger-evidence/1', ...facts, files }, null, 2)}\n`;
}

/** The list that `sha256sum -c SHA256SUMS` checks. */
export function sumsText(files: readonly PackedFile[]): string {
  return files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
}
