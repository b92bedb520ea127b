/**
 * How it came out: done, tried without leaving anything, refused, taken away to be read elsewhere, or read
 * by a program with its key.
 */
export const outcomes = ['done', 'tried', 'refused', 'taken', 'read'] as const;
export type Outcome = (typeof outcomes)[number];

export const actorKinds = ['person', 'key', 'terminal', 'run'] as const;

/**
 * Who did something: a person who is signed in, a key, whoever has the terminal of the machine, or work
 * in the background that one of them had asked for.
 */
export interface Actor {
  readonly who: string;
  readonly whoKind: (typeof actorKinds)[number];
  readonly whoId: string | null;
  /** Where from, as the network tells it; nothing for the terminal. */
  readonly address: string | null;
  readonly requestId: string | null;
}

/** What somebody did or was refused. */
export interface AuditEvent extends Actor {
  readonly at: string;
  /** The name of the act: the operation of the API, or the command of the terminal. */
  readonly action: string;
  readonly outcome: Outcome;
  /** What it was about: the address that was asked, or the words of the command. */
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
}

const longest = 16_384;

/**
 * What is kept of a document: the whole, or for a long one its size and its first members, so that
 * one act on a million rows does not fill the record.
 */
export function bounded(document: unknown): unknown {
  if (document === undefined || document === null) return null;
  const text = JSON.stringify(document);
  if (text.length <= longest) return document;
  return { characters: text.length, begins: text.slice(0, 1000) };
}

const secret = /^(key|password|secret|token)$/i;

/** The same document without the values of fields that open doors. */
export function withoutSecrets(document: unknown): unknown {
  if (Array.isArray(document)) return document.map(withoutSecrets);
  if (typeof document !== 'object' || document === null) return document;
  return Object.fromEntries(
    Object.entries(document).map(([name, value]) => [
      name,
      secret.test(name) && typeof value === 'string' ? 'not kept' : withoutSecrets(value),
    ]),
  );
}
