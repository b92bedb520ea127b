import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import t, { type Test } from 'tap';
import {
  addBaseline,
  approveBaseline,
  baselinesOf,
  withdrawBaseline,
} from '../../src/baselines/store.ts';
import { contractsOf, suppliersOf } from '../../src/contracts/store.ts';
import type { Database } from '../../src/database/connect.ts';
import { journal } from '../../src/database/tables.ts';
import { inTrust, type Tenant } from '../../src/database/tenant.ts';
import { profilesOf } from '../../src/invoices/store.ts';
import { formatDecimal } from '../../src/money/decimal.ts';
import { Problem } from '../../src/problem.ts';
import { trustNameAsKnownAt } from '../../src/reports/store.ts';
import {
  replaceMemberships,
  saveTerms,
  schoolNamesAsKnownAt,
  schoolsOf,
} from '../../src/schools/store.ts';
import {
  type LoadedTrust,
  type LoadTrust,
  loadTrust,
  saveTrust,
} from '../../src/trusts/commands.ts';
import { saveTrustName, trusts } from '../../src/trusts/store.ts';
import { tablesOf } from '../../src/trusts/trust-folder.ts';
import { freshDatabase } from '../support/database.ts';
import { folderOf, told } from '../support/trust-folder.ts';

const demo = 'fixtures/demo';

const load = (database: Database, folder: string, options: Partial<LoadTrust> = {}) =>
  loadTrust(database, { folder, by: 'A. Manager', recordedAt: '2026-09-01T08:00:00Z', ...options });

/** A folder that is gone when the test ends, with these files. */
async function folderWith(t: Test, files: Record<string, readonly string[]> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'trust-'));
  t.teardown(() => rm(folder, { recursive: true }));
  for (const [file, lines] of Object.entries(files)) {
    await writeFile(join(folder, file), lines.join('\n'));
  }
  return folder;
}

async function textsOf(folder: string): Promise<Record<string, string>> {
  const profiles = (await readdir(join(folder, 'profiles'))).map((name) => `profiles/${name}`);
  const names = [...(await readdir(folder)).filter((name) => name.endsWith('.csv')), ...profiles];
  const texts = names
    .sort()
    .map(async (name) => [name, await readFile(join(folder, name), 'utf8')]);
  return Object.fromEntries(await Promise.all(texts));
}

async function saved(t: Test, database: Database, trustId: string) {
  const folder = await folderWith(t);
  await saveTrust(database, { trustId, folder });
  return textsOf(folder);
}

/** Every row of the folder's files as it is meant: in no order, decimals and dates as values. */
async function meaningOf(texts: Record<string, string>) {
  const lines = Object.entries(texts).map(([file, text]) => [file, text.split('\n')] as const);
  const folder = await folderOf(Object.fromEntries(lines));
  const tables = tablesOf(folder).map(([file, { rows }]) => {
    return [file, rows.map(({ value }) => JSON.stringify(value)).sort()];
  });
  return { tables, profiles: folder.profiles };
}

async function problemsOf(work: Promise<unknown>): Promise<string[]> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Problem) return told(error.details);
    throw error;
  }
  return [];
}

const post = ({ query, trustId }: Tenant, number: number) =>
  query.insert(journal).values({
    trustId,
    number,
    kind: 'import',
    recordedAt: '2026-09-01T08:00:00Z',
    recordedBy: 'A. Manager',
    reason: '',
    ruleVersion: '1',
    linesSha256: '',
    allocationsSha256: '',
    withdrawalsSha256: '',
    entriesSha256: '',
    previousHash: '',
    hash: '',
  });

t.test('the demonstration is loaded as it is written down', async (t) => {
  const database = await freshDatabase(t);
  const loaded = await load(database, demo);
  t.match(loaded, {
    isNew: true,
    counts: {
      'trust.csv': 1,
      'schools.csv': 9,
      'aliases.csv': 20,
      'drivers.csv': 30,
      'suppliers.csv': 3,
      'contracts.csv': 2,
      'participants.csv': 18,
      'prices.csv': 11,
      'contract_terms.csv': 2,
      'contract_records.csv': 2,
      'baselines.csv': 55,
      'board_meetings.csv': 18,
      'school_holidays.csv': 19,
      profiles: 3,
    },
  });
  t.match(await trusts(database), [
    { id: loaded.trustId, name: 'Lantern Vale Co-operative Trust', yearStartsMonth: 9 },
  ]);

  await inTrust(database, loaded.trustId, async (tenant) => {
    const schools = await schoolsOf(tenant);
    t.equal(schools.map(({ urn }) => urn.slice(-1)).join(''), '123456789');
    const [first, , third] = schools;
    t.match(third?.memberships, [{ from: '2025-04-01', to: '2026-03-31' }]);
    t.match(first?.memberships, [{ from: '2025-04-01', to: '9999-12-31' }]);
    t.match(first?.terms, [{ validFrom: '0001-01-01', status: 'maintained', yearStartsMonth: 4 }]);
    t.match(
      first?.identifiers.map(({ value, valid }) => `${value} ${valid.from} ${valid.to}`),
      [
        'BPB-01 2025-04-01 9999-12-31',
        'North Hub 2025-04-01 2025-12-31',
        "St Elfrith's Church of England Primary School 2025-04-01 9999-12-31",
      ],
    );
    t.equal(schools[7]?.name, 'St Brannock and St Ives, C of E Primary School');

    const [payroll, supply] = await contractsOf(tenant);
    const suppliers = await suppliersOf(tenant);
    t.match(payroll, { reference: 'PAY-2025', driver: 'payslips', noticeMonths: 6 });
    t.equal(
      suppliers.find(({ id }) => id === payroll?.supplierId)?.name,
      'Brightwater Payroll Bureau',
    );
    t.equal(payroll?.participations.length, 9);
    t.strictSame(
      supply?.prices.map(
        ({ item, unitPrice, valid }) => `${item} ${formatDecimal(unitPrice)} ${valid.from}`,
      ),
      [
        'COVER 158 2025-04-01',
        'COVER 159.25 2026-04-01',
        'TA 118 2025-04-01',
        'TA 118 2026-04-01',
        'TEACHER 212 2025-04-01',
        'TEACHER 214.5 2026-04-01',
      ],
    );

    const baselines = await baselinesOf(tenant);
    const changed = new Set(
      baselines
        .filter(({ approvedAt }) => approvedAt)
        .map((it) => it.contractId + it.schoolId + it.item),
    );
    t.equal(loaded.baselineChanges.length, changed.size);
    const moved = baselines.filter(({ version }) => version === 2);
    t.strictSame(
      moved.map(({ unitPrice, approvedAt }) => `${formatDecimal(unitPrice)} ${approvedAt}`).sort(),
      ['1.333333 2025-12-26T10:00:00Z', '3.955 2026-01-27T10:00:00Z', '61.27 2026-01-27T10:00:00Z'],
    );
    t.equal((await profilesOf(tenant)).length, 3);
  });
});

t.test('what is saved means what was loaded, and loads into the same bytes', async (t) => {
  const [here, elsewhere] = [await freshDatabase(t), await freshDatabase(t)];
  const { trustId } = await load(here, demo);
  const texts = await saved(t, here, trustId);
  t.strictSame(await meaningOf(texts), await meaningOf(await textsOf(demo)));
  t.match(texts['baselines.csv'], /,1\.333333,0\.2,2026-01-15,2028-08-31,/);

  const folder = await folderWith(t);
  await saveTrust(here, { trustId, folder });
  const copy = await load(elsewhere, folder);
  t.strictSame(await saved(t, elsewhere, copy.trustId), texts);
});

t.test('loading twice changes nothing', async (t) => {
  const database = await freshDatabase(t);
  const first = await load(database, demo);
  const state = async (loaded: LoadedTrust) =>
    inTrust(database, loaded.trustId, async (tenant) => [
      await schoolsOf(tenant),
      await suppliersOf(tenant),
      await contractsOf(tenant),
      await baselinesOf(tenant),
      await profilesOf(tenant),
    ]);
  const before = JSON.stringify(await state(first));
  const second = await load(database, demo);
  t.strictSame(second, { ...first, isNew: false, baselineChanges: [] });
  t.equal(JSON.stringify(await state(second)), before, 'ids and versions stay, too');
  t.equal((await trusts(database)).length, 1);
});

const small = {
  'trust.csv': ['name,kind,year_starts_month', 'Small Trust,federation,9'],
  'schools.csv': [
    'urn,name,phase,status,joined_on,left_on,year_starts_month,vat_recovery_rate',
    '900001,St Elfrith,primary,maintained,2025-04-01,,4,1',
  ],
  'suppliers.csv': ['name', 'Brightwater'],
  'contracts.csv': [
    'reference,title,supplier,category,cfr_code,starts_on,ends_on,notice_months,procurement_route,driver',
    'PAY,Payroll,Brightwater,payroll,E28a,2025-09-01,2028-08-31,6,three quotes,payslips',
  ],
  'participants.csv': ['contract,urn,starts_on,ends_on', 'PAY,900001,2025-09-01,'],
};
const baselineHeader =
  'contract,urn,item,kind,unit_price,valid_from,valid_to,evidence,prepared_by,approved_by,approved_at';
const baseline = (unitPrice: string, approval = ',') =>
  `PAY,900001,PAYSLIP,quote,${unitPrice},2025-09-01,,quote.pdf,R. Preparer,${approval}`;
const approval = 'S. Approver,2025-08-12T10:00:00.250Z';

t.test('files are loaded one by one, and rows that are not there stay', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await load(database, await folderWith(t, small));
  const step = async (files: Record<string, readonly string[]>) =>
    load(database, await folderWith(t, files));

  await step({
    'drivers.csv': [
      '\uFEFFurn,driver,value,effective_from,source',
      '900001,pupils,126,2025-04-01,census\r',
      '900001,pupils,130,2026-04-01,census\r',
    ],
  });
  await step({
    'drivers.csv': [
      'urn,driver,value,effective_from,source',
      '900001,pupils,127,2025-04-01,recount',
    ],
  });
  await step({
    'prices.csv': [
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      'PAY,PAYSLIP,Payslip,payslip,consumed,recurring,3.25,2025-09-01,',
    ],
  });
  await step({
    'prices.csv': [
      'contract,item,description,unit,quantity_basis,line_class,unit_price,valid_from,valid_to',
      'PAY,PAYSLIP,Payslip,payslip,consumed,recurring,3.25,2025-09-01,2026-08-31',
      'PAY,PAYSLIP,Payslip,payslip,consumed,recurring,3.50,2026-09-01,',
    ],
  });
  await step({
    'schools.csv': [
      ...small['schools.csv'],
      '900002,Larkspur,secondary,academy,2026-01-01,,9,0.95',
    ],
    'aliases.csv': ['urn,alias,valid_from', '900002,Site 7,2026-01-01'],
  });
  const texts = await saved(t, database, trustId);
  t.match(texts, {
    'schools.csv':
      /\n900001,St Elfrith,.*\n900002,Larkspur,secondary,academy,2026-01-01,,9,0\.95\n$/,
    'aliases.csv': /\n900002,Site 7,2026-01-01,\n$/,
    'drivers.csv': /\n900001,pupils,127,2025-04-01,recount\n900001,pupils,130,2026-04-01,census\n$/,
    'prices.csv': /,3\.25,,2025-09-01,2026-08-31\n.*,3\.5,,2026-09-01,\n$/,
    'participants.csv': /\nPAY,900001,2025-09-01,\n$/,
  });

  t.strictSame(
    await problemsOf(
      step({
        'schools.csv': [
          ...small['schools.csv'].slice(0, 1),
          '900001,St Elfrith,primary,maintained,2025-04-01,2026-03-31,4,1',
        ],
      }),
    ),
    [
      'register.conflict | participants.csv, ends_on: School 900001 takes part in PAY from 2025-09-01 on, and is a member from 2025-04-01 to 2026-03-31. A school takes part while it is a member: correct the one or the other.',
    ],
    'a leaver has to be taken out of its contracts, too',
  );
  await step({
    'schools.csv': [
      ...small['schools.csv'].slice(0, 1),
      '900001,St Elfrith,primary,maintained,2025-04-01,2026-03-31,4,1',
      '900001,St Elfrith,primary,maintained,2027-04-01,,4,1',
    ],
    'participants.csv': ['contract,urn,starts_on,ends_on', 'PAY,900001,2025-09-01,2026-03-31'],
  });
  await inTrust(database, trustId, async (tenant) => {
    const [first] = await schoolsOf(tenant);
    t.match(first?.memberships, [{ to: '2026-03-31' }, { from: '2027-04-01' }]);
  });
});

t.test('baselines become versions, and what now counts is handed on', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await load(database, await folderWith(t, small));
  const heard: string[] = [];
  const step = async (...rows: string[]) => {
    const folder = await folderWith(t, { 'baselines.csv': [baselineHeader, ...rows] });
    const loaded = await load(database, folder, {
      afterLoad: async (tenant, changes, { by, recordedAt }) => {
        const versions = await baselinesOf(tenant);
        heard.push(`${versions.length} versions, ${changes.length} changes, ${by}, ${recordedAt}`);
      },
    });
    return loaded.baselineChanges.map(({ item }) => item);
  };
  const versions = () =>
    inTrust(database, trustId, async (tenant) =>
      (await baselinesOf(tenant)).map(
        ({ version, unitPrice, approvedBy, approvedAt, withdrawnAt }) =>
          [version, unitPrice, approvedBy, approvedAt, withdrawnAt].join(' ').trim(),
      ),
    );

  t.strictSame(await step(baseline('4.10')), [], 'what nobody approved counts nowhere');
  t.strictSame(await versions(), ['1 4.1']);
  t.strictSame(await step(baseline('4.1', approval)), ['PAYSLIP']);
  t.strictSame(await versions(), ['1 4.1 S. Approver 2025-08-12T10:00:00.25Z']);
  t.strictSame(await step(baseline('4.1', approval)), []);
  t.strictSame(await step(baseline('4.1', approval), baseline('4.2', approval), baseline('4.3')), [
    'PAYSLIP',
  ]);
  t.strictSame(await versions(), [
    '1 4.1 S. Approver 2025-08-12T10:00:00.25Z',
    '2 4.2 S. Approver 2025-08-12T10:00:00.25Z',
    '3 4.3',
  ]);
  const person = 'A. Manager, 2026-09-01T08:00:00Z';
  t.strictSame(heard, [
    `1 versions, 0 changes, ${person}`,
    `1 versions, 1 changes, ${person}`,
    `1 versions, 0 changes, ${person}`,
    `3 versions, 1 changes, ${person}`,
  ]);

  await inTrust(database, trustId, async (tenant) => {
    const [first, second, third] = (await baselinesOf(tenant)).map(({ id }) => id);
    const approvedAt = '2026-01-27T10:00:00Z';
    const approve = (id = '', approvedBy = 'T. Trustee') =>
      approveBaseline(tenant, { id, approvedBy, approvedAt });
    t.equal(await approve(second), false, 'an approved version is not approved again');
    t.equal(await approve(third, 'R. Preparer'), false, 'nobody approves their own');
    const withdraw = (id = '') =>
      withdrawBaseline(tenant, {
        id,
        withdrawnBy: 'T. Trustee',
        withdrawnAt: '2026-02-01T09:30:00Z',
        withdrawnReason: 'The quote was for two sites.',
      });
    t.equal(await withdraw(third), false, 'only what was approved can be withdrawn');
    t.equal(await approve(third), true);
    t.equal(await withdraw(first), true);
    t.equal(await withdraw(first), false, 'and only once');
    t.equal(await approve(first), false, 'a withdrawn version does not come back');
  });
  t.strictSame(await versions(), [
    '1 4.1 S. Approver 2025-08-12T10:00:00.25Z 2026-02-01T09:30:00Z',
    '2 4.2 S. Approver 2025-08-12T10:00:00.25Z',
    '3 4.3 T. Trustee 2026-01-27T10:00:00Z',
  ]);
  await inTrust(database, trustId, async (tenant) => {
    const [first] = await baselinesOf(tenant);
    if (!first) throw new Error('there is no baseline');
    const copy = { ...first, approvedBy: null, approvedAt: null };
    t.match(await addBaseline(tenant, copy), { version: 4, withdrawnAt: null });
  });
  t.strictSame(await step(baseline('4.1', approval), baseline('4.3')), [], 'an old folder');
  const { 'baselines.csv': text = '' } = await saved(t, database, trustId);
  t.strictSame(
    text.split('\n').map((row) => row.split(',')[4]),
    ['unit_price', '4.2', '4.3', '4.1', undefined],
    'a withdrawn version is not handed on',
  );
});

t.test('if what follows a load fails, nothing was loaded', async (t) => {
  const database = await freshDatabase(t);
  const folder = await folderWith(t, small);
  const afterLoad = async () => {
    throw new Error('the posting failed');
  };
  await t.rejects(load(database, folder, { afterLoad }), { message: 'the posting failed' });
  t.strictSame(await trusts(database), []);
});

t.test('a new name counts from the next journal on', async (t) => {
  const database = await freshDatabase(t);
  const rename = async (name: string) => {
    const [header = '', row = ''] = small['schools.csv'];
    const schools = [header, row.replace('St Elfrith', name)];
    return load(database, await folderWith(t, { ...small, 'schools.csv': schools }));
  };
  const { trustId } = await rename('First');
  const names = () =>
    inTrust(database, trustId, async (tenant) => {
      const [school] = await schoolsOf(tenant);
      const known = [];
      for (const number of [0, 1, 2, 3]) {
        known.push((await schoolNamesAsKnownAt(tenant, number)).get('900001'));
      }
      return `${school?.name}: ${known.join(' ')}`;
    });
  t.equal(await names(), 'First: First First First First');
  await inTrust(database, trustId, (tenant) => post(tenant, 1));
  await rename('Second');
  t.equal(await names(), 'Second: First First Second Second');
  await rename('Third');
  t.equal(await names(), 'Third: First First Third Third', 'nobody has seen the one between');
  await inTrust(database, trustId, (tenant) => post(tenant, 2));
  await rename('First');
  t.equal(await names(), 'First: First First Third First');
  await rename('First');
  t.equal(await names(), 'First: First First Third First');
});

t.test('an old report keeps the name that the trust then had', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await load(database, await folderWith(t, small));
  const nameAt = (journalNumber: number) =>
    inTrust(database, trustId, (tenant) => trustNameAsKnownAt(tenant, journalNumber));
  const first = await nameAt(0);
  await inTrust(database, trustId, (tenant) => post(tenant, 1));
  for (const name of ['Second', 'Third']) {
    await inTrust(database, trustId, (tenant) => saveTrustName(tenant, name));
    t.strictSame([await nameAt(1), await nameAt(2)], [first, name]);
  }
});

t.test(
  'the file corrects the latest terms of a school and leaves earlier ones alone',
  async (t) => {
    const database = await freshDatabase(t);
    const folder = await folderWith(t, small);
    const { trustId } = await load(database, folder);
    const terms = () =>
      inTrust(database, trustId, async (tenant) => {
        const [school] = await schoolsOf(tenant);
        return school?.terms.map((it) => `${it.validFrom} ${it.status} ${it.vatRecoveryRate}`);
      });
    await inTrust(database, trustId, async (tenant) => {
      const [school] = await schoolsOf(tenant);
      if (!school?.terms[0]) throw new Error('the school has no terms');
      const validFrom = '2026-09-01' as (typeof school.terms)[0]['validFrom'];
      const academy = {
        ...school.terms[0],
        schoolId: school.id,
        validFrom,
        status: 'academy' as const,
      };
      await saveTerms(tenant, [academy]);
      await replaceMemberships(tenant, []);
    });
    t.strictSame(await terms(), ['0001-01-01 maintained 1', '2026-09-01 academy 1']);
    await load(database, folder);
    t.strictSame(await terms(), ['0001-01-01 maintained 1', '2026-09-01 maintained 1']);
  },
);

t.test('a profile that says something new is a new version', async (t) => {
  const database = await freshDatabase(t);
  const folder = await folderWith(t);
  await cp(demo, folder, { recursive: true });
  const { trustId } = await load(database, folder);
  const file = join(folder, 'profiles/quickstead-cover-agency.json');
  const document = JSON.parse(await readFile(file, 'utf8'));
  await writeFile(file, JSON.stringify({ ...document, skip_rows: 2 }));
  await load(database, folder);
  const found = await inTrust(database, trustId, profilesOf);
  t.strictSame(
    found.map(({ name, version }) => `${name} ${version}`),
    ['brightwater-payroll-bureau 1', 'northfield-supply-teachers 1', 'quickstead-cover-agency 2'],
  );
});

t.test('a folder that cannot be loaded leaves nothing behind', async (t) => {
  const database = await freshDatabase(t);
  const all =
    'The files of a trust are trust.csv, schools.csv, conversions.csv, aliases.csv, drivers.csv, suppliers.csv, contracts.csv, participants.csv, prices.csv, volume_tiers.csv, rebate_clauses.csv, price_reviews.csv, contract_terms.csv, contract_records.csv, baselines.csv, central_charges.csv, board_meetings.csv, school_holidays.csv and profiles/*.json.';
  const refused = async (why: string, folder: string, problems: (string | RegExp)[]) => {
    const found = await problemsOf(load(database, folder));
    t.match(found, problems, why);
    t.equal(found.length, problems.length, why);
    t.strictSame(await trusts(database), [], why);
  };

  await refused('no folder', join(await folderWith(t), 'nowhere'), [
    /^file\.unreadable \| .*\/nowhere: There is no such folder\.$/,
  ]);
  await refused('a file', join(demo, 'trust.csv'), [
    'file.unreadable | fixtures/demo/trust.csv: The folder cannot be opened (ENOTDIR).',
  ]);
  await refused('an empty folder', await folderWith(t), [
    `file.empty | The folder holds no file of a trust. ${all}`,
  ]);
  await refused('no trust', await folderWith(t, { 'suppliers.csv': ['name'] }), [
    'trust.unknown | The folder has no trust.csv, and there is no trust yet. Add trust.csv, or say which trust the folder is for.',
  ]);
  await refused('an unknown table', await folderWith(t, { ...small, 'School.csv': ['urn'] }), [
    `file.unreadable | School.csv: There is no such file in a trust. ${all}`,
  ]);

  const windows = await folderWith(t, small);
  await writeFile(
    join(windows, 'suppliers.csv'),
    Buffer.from('name\nCaf\xe9 Brightwater\n', 'latin1'),
  );
  await mkdir(join(windows, 'prices.csv'));
  await mkdir(join(windows, 'profiles'));
  await mkdir(join(windows, 'profiles', 'p.json'));
  await refused('files that cannot be opened as text', windows, [
    'file.unreadable | suppliers.csv: The file is not UTF-8 text. Save it in the spreadsheet as "CSV UTF-8".',
    'file.unreadable | prices.csv: The file cannot be opened (EISDIR). Check that it is a readable file.',
    'file.unreadable | profiles/p.json: The file cannot be opened (EISDIR). Check that it is a readable file.',
  ]);

  await refused(
    'a mistake in each of three files',
    await folderWith(t, {
      ...small,
      'suppliers.csv': ['name', 'Northfield'],
      'participants.csv': [...small['participants.csv'], 'PAY,900009,2025-09-01,'],
      'baselines.csv': [baselineHeader, baseline('4.1', 'R. Preparer,2025-08-12T10:00:00Z')],
    }),
    [
      /^supplier\.unknown \| contracts\.csv, row 2, supplier: There is no supplier "Brightwater"\./,
      /^school\.unknown \| participants\.csv, row 3, urn: There is no school with the URN "900009"\./,
      /^baseline\.self-approved \| baselines\.csv, row 2, approved_by: /,
    ],
  );
});

t.test('which trust a folder is for', async (t) => {
  const database = await freshDatabase(t);
  const one = await load(database, await folderWith(t, small));
  const suppliers = await folderWith(t, { 'suppliers.csv': ['name', 'Northfield'] });
  t.match(await load(database, suppliers), { trustId: one.trustId, isNew: false }, 'the only one');

  const renamed = {
    'trust.csv': ['name,kind,ukprn,year_starts_month', 'Large Trust,federation,1,4'],
  };
  await load(database, await folderWith(t, renamed), { trustId: one.trustId });
  t.match(await trusts(database), [{ id: one.trustId, name: 'Large Trust', ukprn: '1' }]);

  const two = await load(database, await folderWith(t, small));
  t.match(two, { isNew: true });
  t.match(await problemsOf(load(database, suppliers)), [
    /^trust\.unknown \| .* there are 2 trusts\./,
  ]);
  t.match(await load(database, suppliers, { trustId: two.trustId }), { trustId: two.trustId });
  t.match(await problemsOf(load(database, suppliers, { trustId: 'nobody' })), [
    'trust.unknown | There is no trust nobody.',
  ]);
  t.match(
    await problemsOf(load(database, await folderWith(t, renamed), { trustId: two.trustId })),
    [/^register\.conflict \| trust\.csv, name: Another trust has the name "Large Trust"\./],
  );
});

t.test('two loads of one new trust at the same time make one trust', async (t) => {
  const database = await freshDatabase(t);
  const folder = await folderWith(t, small);
  const outcomes = await Promise.all([
    problemsOf(load(database, folder)),
    problemsOf(load(database, folder)),
  ]);
  t.equal((await trusts(database)).length, 1);
  for (const problem of outcomes.flat()) {
    t.match(
      problem,
      /^register\.conflict \| trust\.csv, name: Another trust has the name "Small Trust"\./,
    );
  }
});

t.test('a trust that cannot be saved says why', async (t) => {
  const database = await freshDatabase(t);
  const { trustId } = await load(database, await folderWith(t, small));
  const nobody = '00000000-0000-7000-8000-000000000000';
  t.strictSame(await problemsOf(saveTrust(database, { trustId: nobody, folder: 'x' })), [
    `trust.unknown | There is no trust ${nobody}.`,
  ]);
  const file = join(await folderWith(t, small), 'trust.csv');
  t.strictSame(await problemsOf(saveTrust(database, { trustId, folder: file })), [
    `file.unreadable | ${file}: The folder cannot be written (ENOTDIR). Name a folder that can be made, or that is there and may be written to.`,
  ]);
});

t.test('a large trust is loaded in batches', async (t) => {
  const database = await freshDatabase(t);
  const urns = Array.from({ length: 50 }, (_, index) => String(900001 + index));
  const drivers = urns.flatMap((urn) =>
    Array.from({ length: 24 }, (_, index) => {
      const [year, month] = [
        2024 + Math.floor(index / 12),
        String((index % 12) + 1).padStart(2, '0'),
      ];
      return `${urn},pupils,${100 + index},${year}-${month}-01,census`;
    }),
  );
  const [header = ''] = small['schools.csv'];
  const folder = await folderWith(t, {
    ...small,
    'schools.csv': [
      header,
      ...urns.map((urn) => `${urn},School ${urn},primary,maintained,2025-04-01,,4,1`),
    ],
    'drivers.csv': ['urn,driver,value,effective_from,source', ...drivers],
  });
  const { trustId } = await load(database, folder);
  await inTrust(database, trustId, async ({ query }) => {
    const [counted] = await query.execute<{ count: string }>(
      sql`select count(*) from driver_value`,
    );
    t.equal(counted?.count, '1200');
  });
});
