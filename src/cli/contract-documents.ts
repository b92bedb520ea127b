import { userInfo } from 'node:os';
import { basename } from 'node:path';
import {
  attachDocument,
  listDocuments,
  searchDocuments,
  takeDocument,
} from '../attachments/commands.ts';
import {
  type ContractDocument,
  type DocumentHit,
  type DocumentKind,
  documentKinds,
  searchInWords,
} from '../attachments/document.ts';
import { writeDocument, writeHit } from '../attachments/routes.ts';
import type { LocalDate } from '../calendar/local-date.ts';
import type { Database } from '../database/connect.ts';
import { dayInWords } from '../renewals/words.ts';
import { readText } from '../texts/commands.ts';
import { chooseTrust } from './choose-trust.ts';
import { bytesOf, writeNewFile } from './local-file.ts';
import { type Arguments, counted, type Terminal, WrongUsage, withEngine } from './terminal.ts';

interface Asked {
  readonly terminal: Terminal;
  readonly args: Arguments;
  readonly database: Database;
  readonly trustId: string;
}

/** Adds a document to a contract, lists its documents, takes one out, or searches those of all. */
export async function contractDocuments(terminal: Terminal, args: Arguments): Promise<void> {
  const [, verb, ...words] = args.words;
  const act = actOf(verb, words, args);
  await withEngine(terminal, async ({ database }) => {
    const trust = await chooseTrust(database, args.text('trust'));
    await act({ terminal, args, database, trustId: trust.id });
  });
}

function actOf(verb: string | undefined, words: readonly string[], args: Arguments) {
  const [first, second, ...more] = words;
  if (verb === 'search' && first !== undefined) {
    return (asked: Asked) => search(asked, words.join(' '));
  }
  if (verb === 'list' && first !== undefined && second === undefined) {
    return (asked: Asked) => list(asked, first);
  }
  if (verb === 'add' && first !== undefined && second !== undefined && more.length === 0) {
    const kind = readKind(args.text('kind'));
    return (asked: Asked) => add(asked, { contract: first, file: second, kind });
  }
  if (verb === 'take' && first !== undefined && second !== undefined && more.length === 0) {
    const into = args.text('into');
    if (into === undefined) throw new WrongUsage('take goes with --into FILE.');
    return (asked: Asked) => take(asked, { contract: first, id: second, into });
  }
  throw new WrongUsage(
    'Say: contract document add CONTRACT FILE --kind KIND, contract documents list CONTRACT, contract document take CONTRACT ID --into FILE, or contract documents search WORDS.',
  );
}

function readKind(text: string | undefined): DocumentKind {
  const kind = documentKinds.find((each) => each === text);
  if (kind) return kind;
  throw new WrongUsage(`--kind is one of ${documentKinds.join(', ')}.`);
}

async function add(
  { terminal, args, database, trustId }: Asked,
  { contract, file, kind }: { contract: string; file: string; kind: DocumentKind },
): Promise<void> {
  const open = () => bytesOf(file);
  const text = await readText(open());
  const author = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
  const sent = { contract, kind, name: args.text('name') ?? basename(file), open, text };
  const added = await attachDocument(database, trustId, sent, author);
  if (args.isSet('json')) terminal.print(JSON.stringify({ contract, ...writeDocument(added) }));
  else for (const line of documentLines(added)) terminal.print(line);
}

async function list({ terminal, args, database, trustId }: Asked, contract: string) {
  const documents = await listDocuments(database, trustId, contract);
  if (args.isSet('json')) {
    terminal.print(JSON.stringify({ contract, documents: documents.map(writeDocument) }));
    return;
  }
  if (documents.length === 0) terminal.print(`${contract} has no documents yet.`);
  for (const line of documents.flatMap(documentLines)) terminal.print(line);
}

async function take(
  { terminal, args, database, trustId }: Asked,
  { contract, id, into }: { contract: string; id: string; into: string },
): Promise<void> {
  const { document, bytes } = await takeDocument(database, trustId, { contract, id });
  await writeNewFile(into, bytes);
  const { name, sha256 } = document;
  terminal.print(
    args.isSet('json')
      ? JSON.stringify({ contract, document: id, file: into, sha256 })
      : `${name} is in ${into}, as it came: SHA-256 ${sha256}.`,
  );
}

async function search({ terminal, args, database, trustId }: Asked, words: string) {
  const { hits, count } = await searchDocuments(database, trustId, words);
  if (args.isSet('json')) {
    terminal.print(JSON.stringify({ words, count, hits: hits.map(writeHit) }));
    return;
  }
  terminal.print(
    count === 0
      ? `No page of a searchable document holds "${words}".`
      : `"${words}" stands in ${counted(count, 'place')} of documents.`,
  );
  for (const line of hits.flatMap(hitLines)) terminal.print(line);
  if (count > hits.length) terminal.print(`\nThe best ${hits.length} are told; name more words.`);
}

/** A document of a contract as it is printed. */
export function documentLines(document: ContractDocument): string[] {
  const { id, kind, name, sha256, mediaType, byteCount, addedBy, addedAt } = document;
  const day = dayInWords(addedAt.slice(0, 10) as LocalDate);
  return [
    `${id}  ${kind}: ${name} (${mediaType}, ${counted(byteCount, 'byte')})`,
    `  SHA-256 ${sha256}, added by ${addedBy} on ${day}, ${searchInWords(document)}`,
  ];
}

function hitLines({ contract, title, kind, name, place, excerpt, documentId }: DocumentHit) {
  return ['', `${contract}, ${title}: ${name} (${kind}, ${documentId}), ${place}`, `  ${excerpt}`];
}
