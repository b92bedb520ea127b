// Documents of contracts: kept as they came, searched by their words, and hashed before they are given out.
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { contract } from '../../src/cli/contract.ts';
import { connectAsOwner } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { sentence } from '../../src/rereading/difference.ts';
import { readText } from '../../src/texts/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { startApp } from '../support/app.ts';
import { urlOf } from '../support/database.ts';
import { pdfOf } from '../support/pdf.ts';
import { runCommand } from '../support/terminal.ts';
import { paragraph, wordOf } from '../support/word.ts';

const octets = { 'content-type': 'application/octet-stream' };
const at = '/contracts/P1/documents';
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

t.test('documents are kept as they came and searched over the whole trust', async (t) => {
  const { caller, database } = await startApp(t);
  const mine = await caller('Ash Federation');
  const theirs = await caller('Others');
  const ash = await caller('Ash Federation', 'Ash', ['100001']);
  const send = (name: string, kind: string, payload: Buffer, key?: string) =>
    mine.ask({
      method: 'POST',
      url: `${at}?name=${encodeURIComponent(name)}&kind=${kind}`,
      headers: { ...octets, ...(key && { 'idempotency-key': key }) },
      payload,
    });
  const bytes = pdfOf([
    ['Call-off contract for paper'],
    ['The buyer may terminate this contract', 'on six months notice in writing.'],
  ]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const sent = await send('Paper contract.pdf', 'contract', bytes, 'once');
  t.equal(sent.statusCode, 201);
  t.match(sent.json(), {
    kind: 'contract',
    name: 'Paper contract.pdf',
    sha256,
    media_type: 'application/pdf',
    byte_count: bytes.length,
    is_searchable: true,
    not_searchable: null,
    added_by: 'C. Manager',
  });
  t.strictSame((await send('Paper contract.pdf', 'contract', bytes, 'once')).json(), sent.json());
  const variation = wordOf(
    paragraph('Variation of prices') + paragraph('The termination fee falls away.'),
  );
  t.match((await send('variation', 'amendment', variation)).json(), { media_type: word });
  const scan = await send('scan.pdf', 'insurance', pdfOf([[]]));
  t.equal(scan.statusCode, 201, 'what cannot be read is kept all the same');
  t.match(scan.json(), {
    is_searchable: false,
    not_searchable: 'It holds no text: it may be a scan.',
  });
  await send('again.pdf', 'other', bytes);
  t.equal((await send('nothing', 'other', Buffer.alloc(0))).statusCode, 422);
  t.equal((await send('large', 'other', Buffer.alloc(1_000_001))).statusCode, 413);
  t.equal((await send('x', 'poem', bytes)).statusCode, 400);
  const none = await mine.get('/contracts/P9/documents');
  t.match([none.statusCode, none.json()], [404, { errors: [{ code: 'contract.unknown' }] }]);
  t.strictSame(
    (await mine.get(at)).json().map(({ name }: { name: string }) => name),
    ['Paper contract.pdf', 'variation', 'scan.pdf', 'again.pdf'],
  );
  const [stored] = await inTrust(
    database,
    mine.trustId,
    ({ sql }) => sql`
      select (select count(*)::int from evidence_file) as files,
        (select count(*)::int from document_text) as parts`,
  );
  t.strictSame({ ...stored }, { files: 3, parts: 3 }, 'the same bytes and words are kept once');

  const search = async (words: string, as = mine) =>
    as.get(`/contract-documents?words=${encodeURIComponent(words)}`);
  const found = (await search('termination')).json();
  t.equal(found.count, 3);
  const place = (name: string) => found.hits.find((hit: { name: string }) => hit.name === name);
  t.match(place('Paper contract.pdf'), {
    contract: 'P1',
    title: 'Paper',
    document: sent.json().id,
    kind: 'contract',
    place: 'page 2',
    excerpt: /may «terminate» this contract on six months/,
  });
  t.match(place('variation'), { place: 'paragraphs 1 to 2', excerpt: /The «termination» fee/ });
  t.equal((await search('"six months" -price')).json().count, 2);
  t.equal((await search('terminate variation notice')).json().count, 0);
  t.match((await search('the')).json(), { status: 422, errors: [{ code: 'search.wordless' }] });
  t.equal((await search('termination', theirs)).json().count, 0, 'nothing of another trust');
  t.equal((await search('termination', ash)).statusCode, 403);
  t.equal((await ash.get(at)).statusCode, 403);

  const { id } = sent.json();
  const back = await mine.get(`${at}/${id}`);
  t.ok(back.rawPayload.equals(bytes), 'what comes back is what was sent');
  t.match(back.headers, {
    'content-type': 'application/pdf',
    'content-disposition': "attachment; filename*=UTF-8''Paper%20contract.pdf",
    'x-content-type-options': 'nosniff',
  });
  t.equal((await theirs.get(`${at}/${id}`)).statusCode, 404);
  const taken = (await mine.get('/audit'))
    .json()
    .items.filter(({ outcome }: { outcome: string }) => outcome === 'taken');
  t.match(taken, [{ action: 'readContractDocument' }]);

  const owner = connectAsOwner(urlOf(database));
  t.teardown(() => owner.close());
  await owner.client`
    update evidence_chunk set content = overlay(content placing 'X'::bytea from 1)
    where sha256 = ${sha256}`;
  const damaged = await mine.get(`${at}/${id}`);
  t.equal(damaged.statusCode, 500);
  t.match(damaged.json().errors, [{ code: 'document.damaged' }]);
  const { checked, differences } = await verifyTrust(database, mine.trustId);
  t.equal(checked.evidence, 3);
  t.match(differences.map(sentence), [/^evidence Paper contract\.pdf, again\.pdf, SHA-256/]);
});

t.test('documents are added, listed, taken out and searched in the terminal', async (t) => {
  const { caller, database } = await startApp(t);
  await caller('Ash Federation');
  const folder = await mkdtemp(join(tmpdir(), 'contract-documents-'));
  t.teardown(() => rm(folder, { recursive: true }));
  const [file, into] = [join(folder, 'minutes.txt'), join(folder, 'back.txt')];
  await writeFile(file, 'The board approved the paper contract.\n');
  const run = async (...words: string[]) =>
    (await runCommand(database, contract, words)).join('\n');
  t.equal(await run('documents', 'list', 'P1'), 'P1 has no documents yet.');
  const added = await run('document', 'add', 'P1', file, '--kind', 'minutes', '--by', 'A. Clerk');
  t.match(
    added,
    /minutes: minutes\.txt \(text\/plain, 39 bytes\)\n {2}SHA-256 [0-9a-f]{64}, added/,
  );
  t.match(added, 'added by A. Clerk on 20 January 2026, searchable');
  t.equal(await run('documents', 'list', 'P1'), added);
  const shown = await run('show', 'P1');
  t.match(shown, 'Documents');
  for (const line of added.split('\n')) t.match(shown, line.trim());
  const id = added.slice(0, 36);
  await run('document', 'take', 'P1', id, '--into', into);
  t.equal(await readFile(into, 'utf8'), await readFile(file, 'utf8'));
  await t.rejects(run('document', 'take', 'P1', id, '--into', into), { code: 'file.unreadable' });
  const unknown = run('document', 'take', 'P1', 'none', '--into', join(folder, 'other'));
  await t.rejects(unknown, { code: 'document.unknown' });
  const told = await run('documents', 'search', 'boards', 'approving');
  t.match(
    told,
    /^"boards approving" stands in 1 place of documents\.\n\nP1, Paper: minutes\.txt \(/,
  );
  t.match(told, 'lines 1 to 2\n  «board» «approved» the paper contract');
  t.equal(
    await run('documents', 'search', 'cake'),
    'No page of a searchable document holds "cake".',
  );
  await t.rejects(run('documents', 'search', 'the'), { code: 'search.wordless' });
  await t.rejects(run('document', 'add', 'P1', file), /--kind is one of contract, amendment/);
  await t.rejects(run('document', 'add', 'P1'), /^Say: contract document add/);
  await t.rejects(run('document', 'add', 'P9', file, '--kind', 'other'), {
    code: 'contract.unknown',
  });
});

t.test('a document that takes too long or too much is kept without its text', async (t) => {
  const limits = { bytesMax: 1_000_000, seconds: 30, heapMebibytes: 512 };
  async function* pieces() {
    yield Buffer.from('some ');
    yield Buffer.from('words');
  }
  t.match(await readText(pieces(), limits), { parts: [{ text: 'some words' }] });
  async function* much() {
    yield Buffer.alloc(900_000, 'word\n');
  }
  t.match(await readText(much(), { ...limits, seconds: 0.001 }), {
    parts: [],
    unsearchable: 'Reading it took longer than 0.001 seconds.',
  });
  t.match(await readText(pieces(), { ...limits, bytesMax: 7 }), {
    parts: [],
    unsearchable: 'It is too large.',
  });
  const [one, other] = await Promise.all([readText(pieces()), readText(pieces())]);
  t.strictSame(one, other, 'two at once are read one after the other');
});
