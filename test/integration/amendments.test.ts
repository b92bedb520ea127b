// What contracts say, version by version: loaded from a folder, frozen once signed, saved as it came.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import t from 'tap';
import { contractVersionsOf } from '../../src/amendments/store.ts';
import { contract } from '../../src/cli/contract.ts';
import { trust } from '../../src/cli/trust.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { saveTrust } from '../../src/trusts/commands.ts';
import { startApp } from '../support/app.ts';
import { freshDatabase } from '../support/database.ts';
import { loadFiles, smallTrust } from '../support/small-trust.ts';
import { runCommand, terminalOn } from '../support/terminal.ts';

const records = (...rows: string[]) => ({
  'contract_records.csv': [
    'contract,signed_on,amendment,annual_value,details_notice_on',
    ...rows,
    '',
  ].join('\n'),
});
const price = (unitPrice: string) => ({
  'prices.csv': `contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to\nP1,REAM,Ream,each,consumed,recurring,${unitPrice},2025-01-01,\n`,
});

t.test('signed terms are frozen, and an amendment changes them with its reason', async (t) => {
  const database = await freshDatabase(t);
  const trustId = await loadFiles(database, smallTrust('Ash'));
  const load = (files: Record<string, string>) => loadFiles(database, files);
  const versions = () =>
    inTrust(database, trustId, async (tenant) =>
      [...(await contractVersionsOf(tenant)).values()].flat().map((each) => {
        const { version, signedOn, amendment, record, terms } = each;
        return [version, signedOn, amendment, record.annualValue, terms.prices.length];
      }),
    );
  await load(records('P1,,,1000.00,'));
  await load(price('2.6'));
  await load(records('P1,2025-01-02,,1000.00,'));
  await load(records('P1,2025-01-02,,1000.00,'));
  t.strictSame(await versions(), [
    [1, null, null, 1000_00, 3],
    [2, null, null, 1000_00, 3],
    [3, '2025-01-02', null, 1000_00, 3],
  ]);
  await t.rejects(load(price('2.7')), /P1 was signed on 2025-01-02, and price would change/);
  await t.rejects(load(records('P1,2025-01-02,,900.00,')), { code: 'contract.signed' });
  await load(records('P1,2025-01-02,,1000.00,2025-01-20'));
  await load({ ...price('2.7'), ...records('P1,2026-01-05,dearer paper,1100.00,2025-01-20') });
  t.strictSame((await versions()).slice(3), [
    [4, '2025-01-02', null, 1000_00, 3],
    [5, '2026-01-05', 'dearer paper', 1100_00, 3],
  ]);
  const saved = await mkdtemp(join(tmpdir(), 'amendments-'));
  t.teardown(() => rm(saved, { recursive: true }));
  await saveTrust(database, { trustId, folder: saved });
  const text = await readFile(join(saved, 'contract_records.csv'), 'utf8');
  t.match(text, /^contract,signed_on,amendment,.*\nP1,2026-01-05,dearer paper,.*1100\.00,.*\n$/s);
  t.match(
    (await runCommand(database, trust, ['load', saved])).join('\n'),
    'contract_records.csv  1 row\n',
  );
  t.equal((await versions()).length, 5, 'what was saved is loaded without a change');
  const shown = await terminalOn(database)('contract', 'show', 'P1');
  t.match(shown, {
    value: { annual: '1100.00', whole_life: '3300.00', spent: '0.00' },
    record: { annual_value: '1100.00', details_notice_on: '2025-01-20' },
  });
  t.match(shown.versions[4], {
    amendment: 'dearer paper',
    changes: [{ field: 'annual_value', before: '1000.00', after: '1100.00' }, {}, {}],
  });
  const printed = (await runCommand(database, contract, ['show', 'P1'])).join('\n');
  t.match(printed, /Value\n {2}£1,100\.00 a year, .*Versions\n {2}1\. not signed/s);
  await t.rejects(runCommand(database, contract, ['show', 'P9']), { code: 'contract.unknown' });
  const unknown = load(records('P9,,,,'));
  await t.rejects(unknown, /contract_records\.csv, row 2, contract: There is no contract "P9"/);
});

t.test(
  'the record of a contract is read and written by the API under the same rules',
  async (t) => {
    const { caller } = await startApp(t);
    const { get, send } = await caller('Ash');
    const ash = await caller('Ash', 'Ash head', ['100001']);
    const at = '/contracts/P1/record';
    const price = (unit_price: string) =>
      send('POST', '/contracts/P1/prices', {
        ...{ item: 'REAM', unit: 'each', quantity_basis: 'consumed', line_class: 'recurring' },
        ...{ unit_price, valid_from: '2025-01-01' },
      });
    t.match((await get(at)).json(), {
      version: null,
      signed_on: null,
      record: { officer: null, tupe: null },
      versions: [],
    });
    const agreed = { annual_value: '1200.00', committed_spend: '600.00', tupe: false };
    const made = await send('PUT', at, {
      ...agreed,
      buyer: 'academy_trust',
      officer: 'A. Officer',
    });
    t.equal(made.statusCode, 201, made.body);
    t.match(made.json(), { version: 1, record: { ...agreed, officer: 'A. Officer', kind: null } });
    const signed = await send('PUT', at, { ...agreed, signed_on: '2025-01-02' });
    t.equal(signed.statusCode, 200);
    t.match(signed.json().versions[1], {
      ...{ version: 2, signed_on: '2025-01-02', amendment: null, by: 'C. Manager' },
      changes: [
        { field: 'officer', before: 'A. Officer', after: null, is_agreed: false },
        { field: 'buyer', before: 'academy_trust', after: null, is_agreed: true },
      ],
    });
    const frozen = await send('PUT', at, {
      ...agreed,
      annual_value: '9.00',
      signed_on: '2025-01-02',
    });
    t.equal(frozen.statusCode, 409);
    t.match(frozen.json(), {
      detail: /annual_value would change\. Write an amendment with its reason into its record/,
      errors: [{ code: 'contract.signed', found: 'P1' }],
    });
    t.equal((await price('2.7')).statusCode, 409, 'a price is frozen as well');
    const open = await send('PUT', at, { ...agreed, amendment: 'dearer paper' });
    t.match(open.json(), { version: 3, signed_on: null, amendment: 'dearer paper' });
    t.equal((await price('2.7')).statusCode, 201);
    const closed = await send('PUT', at, {
      ...{ ...agreed, annual_value: '1300.00' },
      ...{ amendment: 'dearer paper', signed_on: '2026-01-05' },
    });
    t.match(closed.json().versions.at(-1), {
      version: 5,
      amendment: 'dearer paper',
      changes: [{ field: 'annual_value', before: '1200.00', after: '1300.00', is_agreed: true }],
    });
    t.strictSame((await get(at)).json(), closed.json());
    t.equal((await send('PUT', at, { officer: ' ' })).statusCode, 400);
    t.equal((await send('PUT', at, { owner: 'x' })).statusCode, 400);
    t.equal((await send('PUT', '/contracts/P9/record', {})).statusCode, 404);
    t.equal((await ash.get(at)).statusCode, 403);

    t.match((await get('/contracts/P1/values?on=2026-02-01')).json(), {
      contract: 'P1',
      value: { annual: '1300.00', whole_life: '3900.00', spent: '0.00' },
      commitments: [
        { from: '2025-01', committed: '600.00', shortfall: null },
        { from: '2026-01', shortfall: '0.00' },
      ],
    });
    t.equal((await ash.get('/contracts/P1/values')).statusCode, 403);
  },
);
