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
