// The register as open data: a release package that the official schema of OCDS 1.1.5 accepts.
import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { parse } from 'csv-parse/sync';
import t from 'tap';
import { contracts } from '../../src/cli/contracts.ts';
import { startApp } from '../support/app.ts';
import { loadFiles } from '../support/small-trust.ts';
import { runCommand } from '../support/terminal.ts';

const schema = (name: string) =>
  JSON.parse(readFileSync(`test/schemas/ocds-1.1.5/${name}.json`, 'utf8'));

const ajv = new Ajv.default({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addSchema(schema('release-schema'));
const isPackage = ajv.compile(schema('release-package-schema'));

const files = {
  'trust.csv':
    'name,kind,company_number,ukprn,year_starts_month\nAsh Federation,federation,01234567,10012345,9\n',
  'suppliers.csv': 'name,company_number\nPaper Mill,\nPaper Mill Ltd,SC99\n"Éclair ""&"" Co",\n',
  'contracts.csv': [
    'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
    'P1,Paper,Paper Mill,paper,E19,2025-01-01,2027-12-31,3,quotes,pupils',
    'P2,Cakes,"Éclair ""&"" Co",food,E19,2020-01-01,2021-12-31,3,,pupils',
    '',
  ].join('\n'),
  'contract_terms.csv': 'contract,extension_months,extensions\nP1,12,2\n',
};

t.test('the schema refuses what is no package', async (t) => {
  t.notOk(isPackage({}));
  t.notOk(
    isPackage({
      uri: 'x',
      publisher: { name: 'x' },
      publishedDate: 'x',
      releases: [{}],
      version: '1.1',
    }),
  );
});

t.test('the register is a package of releases that the schema accepts', async (t) => {
  const { caller, database } = await startApp(t);
  const { get, send, trustId } = await caller('Ash Federation');
  await loadFiles(database, files);
  const wish = { act: 'same_as', other: 'Paper Mill Ltd', reason: 'one company' };
  await send('POST', '/suppliers/Paper%20Mill/acts', wish);
  const answer = await get('/register/ocds?prefix=ocds-a1b2c3');
  t.match(answer.headers['content-type'], /^application\/json/);
  const found = answer.json();
  t.ok(isPackage(found), JSON.stringify(isPackage.errors));
  t.match(found, {
    uri: `http://localhost:3000/v1/trusts/${trustId}/register/ocds`,
    publisher: { name: 'Ash Federation', scheme: 'GB-COH', uid: '01234567' },
    publicationPolicy: /net%20of%20VAT/,
    releases: [
      { ocid: /^ocds-a1b2c3-/ },
      { ocid: /^ocds-a1b2c3-/, contracts: [{ status: 'terminated' }] },
    ],
  });
  const [paper, cakes] = found.releases;
  t.match(paper.parties, [
    {
      id: 'GB-COH-01234567',
      roles: ['procuringEntity'],
      additionalIdentifiers: [{ id: '10012345' }],
    },
    { id: 'GB-EDU-100001', name: 'Ash' },
    { id: 'GB-EDU-100002' },
    { id: 'GB-EDU-100003' },
    { id: 'GB-COH-SC000099', name: 'Paper Mill Ltd', roles: ['supplier'] },
  ]);
  t.match(paper.contracts[0].period, { maxExtentDate: '2029-12-31T23:59:59Z' });
  t.match(cakes.parties, [{}, { name: 'Éclair "&" Co', identifier: undefined }]);
  const ids = paper.parties.map(({ id }: { id: string }) => id);
  for (const { id } of [paper.tender.procuringEntity, ...paper.awards[0].suppliers]) {
    t.ok(ids.includes(id), `${id} is a party`);
  }
  t.notMatch(answer.body, /saving(?!s%20are%20not%20given)/i);
  t.equal((await get('/register/ocds?prefix=x')).statusCode, 400);
  const ash = await caller('Ash Federation', 'Ash', ['100001']);
  t.equal((await ash.get('/register/ocds')).statusCode, 403);
});

t.test('values, procedure and amendments are in the package and in the table', async (t) => {
  const { caller, database } = await startApp(t);
  const { get } = await caller('Ash Federation');
  const header = 'contract,signed_on,amendment,annual_value,route,kind,framework,small_supplier';
  const record = (row: string) => ({ 'contract_records.csv': `${header}\n${row}\n` });
  await loadFiles(database, {
    ...files,
    ...record('P1,2024-11-01,,1200,open_competition,goods,RM1,yes'),
  });
  await loadFiles(
    database,
    record('P1,2025-06-01,"More paper, =1+1",1500,open_competition,goods,RM1,yes'),
  );
  const found = (await get('/register/ocds?prefix=ocds-a1b2c3')).json();
  t.ok(isPackage(found), JSON.stringify(isPackage.errors));
  const pounds = (amount: number) => ({ amount, currency: 'GBP' });
  t.match(found.releases[0], {
    tag: ['award', 'contract', 'contractAmendment'],
    tender: { procurementMethod: 'open', mainProcurementCategory: 'goods', value: pounds(6000) },
    awards: [{ value: pounds(3600) }],
    contracts: [
      {
        value: pounds(4500),
        dateSigned: '2024-11-01T00:00:00Z',
        amendments: [{ date: '2025-06-01T00:00:00Z', rationale: 'More paper, =1+1' }],
      },
    ],
    relatedProcesses: [{ relationship: ['framework'], title: 'RM1' }],
  });
  t.notOk('value' in found.releases[1].contracts[0], 'what is not known is not zero');
  const [, row = [], other = []]: string[][] = parse((await get('/register/csv')).body, {
    bom: true,
  });
  t.strictSame(row.slice(6, 8), ['4500.00', '']);
  t.equal(row[12], 'yes');
  t.strictSame(other.slice(6, 8), ['', '']);
});

t.test('a large register comes in pieces, each contract once, in the terminal too', async (t) => {
  const { caller, database } = await startApp(t);
  const { get } = await caller('Ash Federation');
  const references = Array.from({ length: 450 }, (_, index) => `C${index}`);
  const [header = ''] = files['contracts.csv'].split('\n');
  const row = (reference: string) =>
    `${reference},Paper,Paper Mill,paper,E19,2025-01-01,2027-12-31,3,quotes,pupils`;
  await loadFiles(database, { 'contracts.csv': [header, ...references.map(row), ''].join('\n') });
  const pieces = await runCommand(database, contracts, ['export', '--as', 'ocds']);
  t.ok(pieces.length > 2);
  const found = JSON.parse(pieces.join(''));
  t.ok(isPackage(found), JSON.stringify(isPackage.errors?.slice(0, 3)));
  const told = found.releases.map(
    ({ contracts: [one] }: { contracts: { description: string }[] }) =>
      one?.description.split(':')[0],
  );
  t.strictSame(told, [...references, 'P1'].sort());
  t.equal((await get('/register/ocds')).json().releases.length, 451);
  await t.rejects(runCommand(database, contracts, ['export']), /--as ocds/);
  await t.rejects(
    runCommand(database, contracts, ['export', '--as', 'ocds', '--prefix', 'x']),
    /is not a prefix such as/,
  );
});

t.test('a trust without contracts has nothing to publish', async (t) => {
  const { database } = await startApp(t);
  await loadFiles(database, {
    'trust.csv': 'name,kind,year_starts_month\nElm Federation,federation,9\n',
  });
  const nothing = runCommand(database, contracts, ['export', '--as', 'ocds']);
  await t.rejects(nothing, /Elm Federation has no contract to publish/);
});

t.test(
  'the register is a table with the columns of the Transparency Code, safe to open',
  async (t) => {
    const { caller, database } = await startApp(t);
    const { get } = await caller('Ash Federation');
    await loadFiles(database, {
      'contracts.csv': [
        files['contracts.csv'].split('\n')[0],
        'P1,Paper,Paper Mill,paper,E19,2025-01-01,2027-12-31,3,quotes,pupils',
        '=1+1,"@SUM(A1)\nand ""more""",Paper Mill,-paper,E19,2025-01-01,2027-12-31,3,,pupils',
        '',
      ].join('\n'),
    });
    const answer = await get('/register/csv');
    t.match(answer.headers['content-disposition'], /filename="contracts 2026-02-01\.csv"/);
    const rows: string[][] = parse(answer.body, { bom: true });
    t.equal(rows[0]?.length, 15);
    t.strictSame(
      rows.slice(1).map((row) => row.slice(0, 5)),
      [
        ["'=1+1", '\'@SUM(A1)\nand "more"', 'Ash Federation', "'-paper", 'Paper Mill'],
        ['P1', 'Paper', 'Ash Federation', 'paper', 'Paper Mill'],
      ],
    );
    t.strictSame(rows[2]?.slice(8, 12), ['2025-01-01', '2027-12-31', '2027-09-30', 'quotes']);
    const pieces = await runCommand(database, contracts, ['export', '--as', 'csv']);
    t.strictSame(parse(pieces.join(''), { bom: true }), rows);
  },
);
