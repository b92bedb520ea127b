// E-invoices through the same door as every other file: proposed, received, checked, posted, credited,
// recognised and verified.
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import t from 'tap';
import { checkImport, confirmImport } from '../../src/confirmations/commands.ts';
import { receiveFile } from '../../src/imports/commands.ts';
import { proposeFor, putProfile } from '../../src/invoices/commands.ts';
import { verifyTrust } from '../../src/verification/commands.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';

const person = { by: 'C. Manager', at: '2026-01-06T10:00:00.000Z' };

function cleaningTrust() {
  const { 'profiles/paper-mill.json': _, ...files } = smallTrust('Clean');
  return {
    ...files,
    'aliases.csv':
      'urn,alias,valid_from,valid_to\n100001,Larkspur Bank Community Primary School,2025-01-01,\n100001,Larkspur Bank,2025-01-01,\n',
    'prices.csv': [
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      'P1,CLEAN-HOUR,Cleaning,hour,consumed,recurring,12.9,2025-01-01,',
      '',
    ].join('\n'),
    'baselines.csv':
      'contract,urn,item,kind,unit_price,vat_rate,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at\n',
  };
}

t.test('an invoice and its credit note, from the proposal to the proof', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, cleaningTrust());
  const supplier = 'Paper Mill';
  const fileOf = (name: string) => {
    const bytes = readFileSync(`fixtures/einvoices/${name}.xml`);
    return { name: `${name}.xml`, supplier, open: () => Readable.from([bytes]) };
  };
  const proposal = await proposeFor(database, trustId, fileOf('invoice'), { supplier });
  t.equal(proposal.template, 'UBL e-invoices (Peppol BIS Billing 3)');
  const { words } = proposal.profile;
  await putProfile(database, trustId, {
    name: 'cleaning',
    document: {
      ...proposal.profile,
      words: {
        ...words,
        supplier: ['Clearwater Cleaning Ltd', 'Clearwater'],
        credit_kind: { 'Hours not worked': 'quantity' },
      },
    },
  });
  const receive = async (name: string) =>
    (await receiveFile(database, trustId, fileOf(name), person)).importId;

  const invoice = await receive('invoice');
  const checked = await checkImport(database, trustId, invoice, person);
  const posted = await confirmImport(database, trustId, invoice, person);
  t.equal(posted.encoding, 'e-invoice');
  t.strictSame(posted.record.rows, checked.record.rows, 'the check says what happens');
  t.match(posted.record.rows, { read: 6, posted: 4, held: 1, refused: 1 });
  t.strictSame(
    posted.problems.first.map(({ row, code, column }) => [row, code, column]),
    [
      [3, 'service.unreadable', 'Period end'],
      [6, 'invoice.below-zero', null],
    ],
  );
  const credit = await confirmImport(database, trustId, await receive('credit-note'), person);
  t.match(credit.record.rows, { held: 0, refused: 0 }, 'against the invoice that it names');
  t.ok(credit.record.rows.posted > 0);
  const again = await receiveFile(database, trustId, fileOf('invoice'), person);
  t.equal(again.sameFileAs?.file, 'invoice.xml');
  for (const [name, message] of [
    ['br-co-10', /^br-co-10\.xml.*BR-CO-10/s],
    ['entity-bomb', /^entity-bomb\.xml/],
    ['truncated', /^truncated\.xml/],
  ] as const) {
    await t.rejects(receiveFile(database, trustId, fileOf(name), person), { message });
  }
  const { differences } = await verifyTrust(database, trustId);
  t.strictSame(differences, []);
});
