// What proves a baseline: a kept document, its bytes once, or a link with its hash.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { baseline } from '../../src/cli/baseline.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { sentence } from '../../src/rereading/difference.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { runCommand } from '../support/terminal.ts';

const octets = { 'content-type': 'application/octet-stream' };

t.test('evidence is kept once, and nothing is replaced', async (t) => {
  const { caller, database } = await startApp(t);
  const mine = await caller('Evidence');
  const theirs = await caller('Others');
  const [{ id, evidence: note }] = (await mine.get('/baselines')).json().items;
  t.equal(note, 'file.pdf', 'the note of a folder stays');
  const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(600_000, 'x')]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const at = `/baselines/${id}/evidence`;
  const send = (body: Buffer, name = 'old%20invoice.pdf') =>
    mine.ask({ method: 'POST', url: `${at}?name=${name}`, headers: octets, payload: body });

  t.strictSame((await mine.get(at)).json(), []);
  const kept = (await send(bytes)).json();
  t.match(kept, {
    kind: 'file',
    name: 'old invoice.pdf',
    sha256,
    media_type: 'application/pdf',
    byte_count: bytes.length,
    added_by: 'C. Manager',
  });
  t.match((await send(bytes, 'again.pdf')).json(), { sha256, name: 'again.pdf' });
  const [stored] = await inTrust(
    database,
    mine.trustId,
    ({ sql }) => sql`select count(*)::int as n from evidence_file`,
  );
  t.equal(stored?.n, 1, 'the same bytes are stored once');
  t.equal((await send(Buffer.alloc(0))).statusCode, 422);
  t.equal((await send(Buffer.alloc(1_000_001))).statusCode, 413);

  const link = { name: 'contract', url: 'https://example.org/c.pdf', sha256: 'a'.repeat(64) };
  const linked = await mine.send('POST', `${at}/links`, link);
  t.match(linked.json(), { kind: 'link', ...link, media_type: null, byte_count: null });
  const script = await mine.send('POST', `${at}/links`, { ...link, url: 'javascript:alert(1)' });
  t.equal(script.statusCode, 400);
  t.match((await mine.get(at)).json(), [
    { name: 'old invoice.pdf' },
    { name: 'again.pdf' },
    { name: 'contract' },
  ]);

  const back = await mine.get(`${at}/${kept.id}`);
  t.equal(back.rawPayload.equals(bytes), true, 'what comes back is what was sent');
  t.match(back.headers, {
    'content-type': 'application/pdf',
    'content-disposition': /^attachment/,
    'x-content-type-options': 'nosniff',
  });
  t.equal((await mine.get(`${at}/${linked.json().id}`)).statusCode, 404);
  t.equal((await theirs.get(`${at}/${kept.id}`)).statusCode, 404, 'another trust has none of it');

  const folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const [file, into] = [join(folder, 'note.txt'), join(folder, 'back.txt')];
  await writeFile(file, 'a note');
  const run = (...words: string[]) =>
    runCommand(database, baseline, ['evidence', id, ...words, '--trust', 'Evidence']);
  t.match(await run(file), [/note.txt \(text\/plain, 6 bytes\)/]);
  t.equal((await run()).length, 3, 'without --confirm nothing is saved');
  const [line = ''] = await run(file, '--confirm');
  await run('--save', line.slice(0, 36), '--into', into);
  t.equal(await readFile(into, 'utf8'), 'a note');
  t.match(await run('--link', link.url, '--sha256', link.sha256), [/\(link\) SHA-256 a/]);
  await t.rejects(run('--link', link.url), /goes with --sha256/);
  await t.rejects(run(join(folder, 'none')), /cannot be opened \(ENOENT\)/);

  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  const verified = async () => {
    const { checked, differences } = await verifyTrust(database, mine.trustId);
    return [checked.evidence, ...differences.map(sentence)];
  };
  t.strictSame(await verified(), [2], 'two documents, however often they are named');
  await owner.client`
    update evidence_chunk set content = overlay(content placing 'X'::bytea from 1)
    where sha256 = ${sha256} and ordinal = 0`;
  const [, changed, ...others] = await verified();
  t.match(changed, /^evidence again\.pdf, old invoice\.pdf, SHA-256: should be [0-9a-f]{64}, is /);
  t.match(changed, sha256);
  t.strictSame(others, []);
  await owner.client`delete from evidence_chunk where sha256 = ${sha256}`;
  await owner.client`delete from evidence_file where sha256 = ${sha256}`;
  t.strictSame(await verified(), [
    2,
    'evidence again.pdf, old invoice.pdf: should be a kept document, is nothing.',
  ]);
});
