import { userInfo } from 'node:os';
import { basename } from 'node:path';
import type { Database } from '../database/connect.ts';
import { asDatabase, tryInTrust } from '../database/tenant.ts';
import { evidenceFor, keepEvidence, keptBytes, linkEvidence } from '../evidence/commands.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { writeEvidence } from '../evidence/routes.ts';
import { bytesOf, writeNewFile } from './local-file.ts';
import { type Arguments, type Terminal, WrongUsage } from './terminal.ts';

/** A version whose evidence is asked for. */
export interface AskedEvidence {
  readonly terminal: Terminal;
  readonly args: Arguments;
  readonly database: Database;
  readonly trustId: string;
  readonly baselineId: string;
  /** The document to be kept, if one is named. */
  readonly file: string | undefined;
}

/** Lists the evidence of a version, adds a document or a link to it, or saves a kept one. */
export async function evidence(asked: AskedEvidence): Promise<void> {
  const { terminal, args, database, trustId, baselineId, file } = asked;
  const save = args.text('save');
  if (save !== undefined) return saveInto(asked, save);
  const added =
    file !== undefined || args.text('link') !== undefined ? await add(asked) : undefined;
  const found = added ? [added] : await evidenceFor(database, trustId, baselineId);
  if (args.isSet('json')) terminal.print(JSON.stringify({ evidence: found.map(writeEvidence) }));
  else for (const each of found) terminal.print(evidenceLine(each));
  if (added && !args.isSet('confirm')) terminal.say('Checked, nothing saved; --confirm does it.');
}

/** Done with --confirm, and otherwise tried and forgotten. */
function add(asked: AskedEvidence): Promise<Evidence> {
  const { args, database, trustId } = asked;
  if (args.isSet('confirm')) return addTo(database, asked);
  return tryInTrust(database, trustId, (tenant) => addTo(asDatabase(tenant), asked));
}

function addTo(database: Database, { terminal, args, trustId, baselineId, file }: AskedEvidence) {
  const author = { by: args.text('by') ?? userInfo().username, at: terminal.now() };
  if (file !== undefined) {
    const sent = { baselineId, name: basename(file), open: () => bytesOf(file) };
    return keepEvidence(database, trustId, sent, author);
  }
  const [url = '', sha256 = ''] = [args.text('link'), args.text('sha256')];
  if (!/^[0-9a-f]{64}$/.test(sha256)) {
    throw new WrongUsage('A link goes with --sha256, the hash of the document in 64 signs.');
  }
  return linkEvidence(database, trustId, { baselineId, name: url, url, sha256 }, author);
}

async function saveInto(asked: AskedEvidence, id: string): Promise<void> {
  const { terminal, args, database, trustId, baselineId } = asked;
  const into = args.text('into');
  if (into === undefined) throw new WrongUsage('--save goes with --into FILE.');
  const kept = (await evidenceFor(database, trustId, baselineId)).find((each) => each.id === id);
  if (kept?.kind !== 'file') throw new WrongUsage('--save takes the id of a kept document.');
  await writeNewFile(into, keptBytes(database, trustId, kept.sha256));
  terminal.print(args.isSet('json') ? JSON.stringify({ file: into }) : `${kept.name}: ${into}`);
}

function evidenceLine({ id, kind, name, sha256, addedBy, byteCount, mediaType }: Evidence): string {
  const what = kind === 'file' ? `${mediaType}, ${byteCount} bytes` : 'link';
  return `${id}  ${name} (${what}) SHA-256 ${sha256}, added by ${addedBy}`;
}
