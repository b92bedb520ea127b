import { constants, crc32, deflateRawSync } from 'node:zlib';
import t from 'tap';
import { openPackage } from '../../../src/workbooks/workbook-package.ts';
import { inPieces } from '../../support/workbook.ts';
import { type ZipPart, zipOf, zipPart } from '../../support/zip.ts';

const types = zipPart('[Content_Types].xml', '<Types/>');
const mebibyte = 1024 * 1024;

async function read(parts: readonly ZipPart[], part: string): Promise<Buffer> {
  return readBytes(zipOf([types, ...parts]), part);
}

async function readBytes(bytes: Buffer, part: string): Promise<Buffer> {
  const files = await openPackage(inPieces(bytes));
  const pieces: Uint8Array[] = [];
  for await (const piece of files.read(part, 'rows')) pieces.push(piece);
  return Buffer.concat(pieces);
}

const broken = (how: string | RegExp) => ({
  code: 'file.unreadable',
  message: new RegExp(`^The workbook is damaged: ${how instanceof RegExp ? how.source : how}`),
});
const bomb = (message: RegExp) => ({ code: 'workbook.too-large', message });

t.test('parts are read by name, as often as needed', async (t) => {
  const bytes = zipOf([types, zipPart('xl/Sheet1.xml', '<a/>'), zipPart('xl\\b.xml', 'b')]);
  const files = await openPackage(inPieces(bytes, 7));
  for (const part of ['xl/Sheet1.xml', 'XL/sheet1.XML', 'xl/b.xml']) t.ok(files.has(part), part);
  t.notOk(files.has('xl/sheet2.xml'));
  for (let turn = 0; turn < 2; turn += 1) {
    t.equal(String(await readBytes(bytes, 'xl/sheet1.xml')), '<a/>');
  }
  const stored = { ...zipPart('a', 'stored'), method: 0, packed: Buffer.from('stored') };
  t.equal(String(await read([stored], 'a')), 'stored', 'what is not packed is read, too');
  t.equal((await read([zipPart('a', '')], 'a')).length, 0);
  t.throws(
    () => files.read('xl/sheet2.xml', 'rows'),
    broken('its part xl/sheet2.xml is not there'),
  );
});

t.test('a reader that has enough may go', async (t) => {
  const files = await openPackage(inPieces(zipOf([types, zipPart('a', Buffer.alloc(mebibyte))])));
  for await (const piece of files.read('a', 'rows')) {
    t.ok(piece.length < mebibyte);
    break;
  }
});

t.test('a broken file is refused, wherever it is broken', async (t) => {
  const whole = zipOf([types, zipPart('a', 'Larkspur '.repeat(99))]);
  for (let length = 4; length < whole.length; length += 1) {
    await t.rejects(readBytes(whole.subarray(0, length), 'a'), broken(''), `cut after ${length}`);
  }
  const part = zipPart('a', 'content');
  const examples: [part: ZipPart, how: string | RegExp, why: string][] = [
    [{ ...part, checksum: 7 }, 'the checksum of its part a is wrong', 'another checksum'],
    [{ ...part, size: 6 }, /it cannot be unpacked/, 'more than it says'],
    [{ ...part, size: 8 }, /it cannot be unpacked/, 'less than it says'],
    [{ ...part, packed: Buffer.from('content') }, /it cannot be unpacked/, 'not packed at all'],
    [{ ...part, method: 12 }, /it cannot be unpacked/, 'packed in another way'],
    [{ ...part, name: '../a' }, /it cannot be unpacked/, 'a name that leads out'],
    [{ ...part, name: '[content_types].XML' }, 'it has two parts', 'a name that is there already'],
  ];
  for (const [each, how, why] of examples) await t.rejects(read([each], 'a'), broken(how), why);
});

t.test('bits that turn over in a part never pass', async (t) => {
  const content = Array.from({ length: 60 }, (_, at) => `<c>${at * 37}.5</c>`).join('');
  const part = zipPart('a', content);
  for (let at = 0; at < part.packed.length; at += 1) {
    const packed = Buffer.from(part.packed);
    packed[at] = (packed[at] ?? 0) ^ 16;
    await t.rejects(read([{ ...part, packed }], 'a'), broken(''), `byte ${at}`);
  }
});

t.test('a locked part is refused', async (t) => {
  const locked = { code: 'file.unreadable', message: /^The workbook is protected by a password\./ };
  await t.rejects(read([{ ...zipPart('a', 'secret'), flags: 1 }], 'a'), locked);
});

/** A gibibyte of the same content, packed in a moment: whole blocks can be put after each other. */
function gibibyteOf(content: string): Buffer {
  const text = content.repeat(Math.ceil(mebibyte / content.length)).slice(0, mebibyte);
  const block = deflateRawSync(text, { finishFlush: constants.Z_FULL_FLUSH });
  return Buffer.concat([...Array.from({ length: 1024 }, () => block), deflateRawSync('')]);
}

t.test('a bomb is refused by what it says, and by what it turns out to be', async (t) => {
  const packed = gibibyteOf('\0');
  const honest = { name: 'a', packed, size: 1024 * mebibyte, checksum: 0 };
  const most = Math.floor((packed.length * 200) / mebibyte);
  await t.rejects(read([honest], 'a'), bomb(new RegExp(`part a unpacks to more than ${most} MiB`)));
  const huge = { ...honest, size: 0xffff_fff0 };
  await t.rejects(read([huge], 'a'), bomb(/part a unpacks to more than/));
  const lying = { ...honest, size: 1000 };
  await t.rejects(read([lying], 'a'), broken(/it cannot be unpacked/), 'bytes above its word');
  const files = await openPackage(inPieces(zipOf([types, honest])));
  t.ok(files.has('a'), 'what is not read does no harm');
});

t.test('what is packed well without being a bomb is read', async (t) => {
  const content = Buffer.alloc(32 * mebibyte);
  const part = {
    name: 'a',
    packed: deflateRawSync(content),
    size: content.length,
    checksum: crc32(content),
  };
  t.equal((await read([part], 'a')).length, content.length);
  await t.rejects(read([{ ...part, size: content.length + 1 }], 'a'), bomb(/more than 32 MiB/));
});

t.test('what is held whole may be less large than rows', async (t) => {
  const noise = Buffer.from(Array.from({ length: mebibyte }, (_, at) => (at * at * 7) % 251));
  const content = Buffer.concat(Array.from({ length: 17 }, () => noise));
  const files = await openPackage(inPieces(zipOf([types, zipPart('a', content)])));
  const refused = bomb(/its part a unpacks to more than 16 MiB/);
  await t.rejects(files.read('a', 'facts').next(), refused);
  for (const kind of ['styles', 'texts', 'rows'] as const) {
    const { value } = await files.read('a', kind).next();
    t.ok(value, kind);
  }
});

t.test('too many parts are refused before they are listed', async (t) => {
  const many = Array.from({ length: 10_000 }, (_, at) => zipPart(`p${at}`, ''));
  await t.rejects(read(many, 'p1'), bomb(/it has more than 10000 parts/));
  t.equal((await read(many.slice(1), 'p1')).length, 0);
});

t.test('too many bytes are refused while they come', async (t) => {
  let count = 0;
  async function* endless() {
    const piece = Buffer.alloc(mebibyte);
    piece.write('PK\x03\x04');
    for (; ; count += 1) yield piece;
  }
  await t.rejects(openPackage(endless()), bomb(/it has more than 256 MiB/));
  t.equal(count, 256);
});
