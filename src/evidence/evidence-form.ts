import { formReader, type Typed } from '../baselines/baseline-form.ts';
import { Problem } from '../problem.ts';
import type { Evidence } from './evidence.ts';

/** A document that a person chose in a form: its name there, and the SHA-256 of its bytes. */
export interface ChosenDocument {
  readonly name: string;
  readonly sha256: string;
}

/** What a form says of a document: to be kept, or lying elsewhere with its hash. */
export type SaidEvidence =
  | { readonly kind: 'file'; readonly name: string }
  | {
      readonly kind: 'link';
      readonly name: string;
      readonly url: string;
      readonly sha256: string;
    };

const longestName = 300;
const longestAddress = 2000;

/** An address that a browser opens; nothing but http and https is one. */
const readAddress = (said: string) =>
  said.length <= longestAddress && URL.canParse(said) && /^https?:\/\/\S+$/i.test(said)
    ? said
    : undefined;

/** A SHA-256 as programs print it, in capitals and with spaces too. */
function readHash(said: string): string | undefined {
  const hash = said.replace(/\s/g, '').toLowerCase();
  return /^[0-9a-f]{64}$/.test(hash) ? hash : undefined;
}

/**
 * Reads what a form says of a document. It is known by its bytes: the hash of one that lies elsewhere is
 * worked out from the file where one is chosen, and the same bytes are not taken twice for one price.
 */
export function readEvidence(
  typed: Typed,
  chosen: ChosenDocument | undefined,
  known: readonly Pick<Evidence, 'kind' | 'name' | 'sha256' | 'url'>[],
): SaidEvidence {
  const form = formReader(typed);
  const { read, text } = form;
  if (text('where') !== 'elsewhere') {
    const file = read('file', () => chosen, 'Choose the document.');
    const name = (text('name') || (file?.name ?? '')).slice(0, longestName);
    return form.whole(() => refuseKnown({ kind: 'file', name }, file?.sha256, known));
  }
  const url = read(
    'url',
    readAddress,
    'Write the address at which it lies, beginning with https://.',
  );
  const sha256 = readStated(read, chosen);
  return form.whole(() => {
    if (!url || !sha256) throw new Error('a form was read in part');
    const name = (text('name') || chosen?.name || nameOf(url)).slice(0, longestName);
    return refuseKnown({ kind: 'link', name, url, sha256 }, sha256, known);
  });
}

/** The hash of a document that lies elsewhere: that of the chosen file, which what is typed has to fit. */
function readStated(
  read: ReturnType<typeof formReader>['read'],
  chosen: ChosenDocument | undefined,
): string | undefined {
  if (!chosen) {
    const message =
      'Choose the document above, so that its SHA-256 can be worked out, or write the 64 characters of it.';
    return read('sha256', readHash, message);
  }
  const message = `The document that you chose has another SHA-256: ${chosen.sha256}.`;
  const isSame = (said: string) => said === '' || readHash(said) === chosen.sha256;
  return read('sha256', (said) => (isSame(said) ? chosen.sha256 : undefined), message);
}

/** What an address calls the document: its last part, or the place where it lies. */
function nameOf(url: string): string {
  const { pathname, hostname } = new URL(url);
  const last = pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || hostname;
  } catch {
    return last;
  }
}

function refuseKnown(
  said: SaidEvidence,
  sha256: string | undefined,
  known: readonly Pick<Evidence, 'kind' | 'name' | 'sha256' | 'url'>[],
): SaidEvidence {
  const same = known.find((each) => {
    const isSamePlace = said.kind === 'file' || each.url === said.url;
    return each.kind === said.kind && each.sha256 === sha256 && isSamePlace;
  });
  if (!same) return said;
  throw new Problem({
    code: 'request.unreadable',
    column: said.kind === 'file' ? 'file' : 'url',
    message: `This is “${same.name}”, byte for byte, which is evidence of this price already.`,
    remedy: 'Choose another document.',
  });
}
