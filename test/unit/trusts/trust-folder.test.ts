import { readFileSync } from 'node:fs';
import t from 'tap';
import { trustFiles } from '../../../src/trusts/trust-file.ts';
import {
  countRows,
  folderFiles,
  profileFile,
  profileName,
  readTrustFolder,
  tablesOf,
  unreadableFile,
} from '../../../src/trusts/trust-folder.ts';
import { folderOf, told } from '../../support/trust-folder.ts';

const profile = readFileSync('fixtures/demo/profiles/quickstead-cover-agency.json', 'utf8');
const all =
  'The files of a trust are trust.csv, schools.csv, conversions.csv, aliases.csv, drivers.csv, suppliers.csv, contracts.csv, participants.csv, prices.csv, volume_tiers.csv, rebate_clauses.csv, price_reviews.csv, contract_terms.csv, contract_records.csv, baselines.csv, central_charges.csv, board_meetings.csv, school_holidays.csv and profiles/*.json.';

t.test('the files of a trust are picked out of a folder', async (t) => {
  const files = folderFiles(
    ['invoices', 'schools.csv', 'README.md', 'trust.csv', '.~lock.trust.csv', 'profiles'],
    ['quickstead.json', 'brightwater.JSON', 'notes.txt', '._quickstead.json'],
  );
  t.strictSame(files, {
    tables: ['trust.csv', 'schools.csv'],
    profiles: ['profiles/brightwater.JSON', 'profiles/quickstead.json'],
    problems: [],
  });
});

t.test('a table of another name, or no file at all, is refused', async (t) => {
  const examples: [names: string[], problems: string[]][] = [
    [
      ['school.csv', 'trust.csv', 'Prices.CSV'],
      [
        `file.unreadable | school.csv: There is no such file in a trust. ${all}`,
        `file.unreadable | Prices.CSV: There is no such file in a trust. ${all}`,
      ],
    ],
    [[], [`file.empty | The folder holds no file of a trust. ${all}`]],
    [['notes.txt'], [`file.empty | The folder holds no file of a trust. ${all}`]],
  ];
  for (const [names, problems] of examples) {
    t.strictSame(told(folderFiles(names, []).problems), problems);
  }
});

t.test(
  'a file that is not there has no rows, one that could not be opened no known rows',
  async (t) => {
    const folder = readTrustFolder({
      tables: new Map([
        ['schools.csv', undefined],
        [
          'suppliers.csv',
          [
            { row: 1, cells: ['name'] },
            { row: 2, cells: ['Northfield'] },
          ],
        ],
      ]),
      profiles: new Map([['profiles/quickstead.json', profile]]),
      problems: [unreadableFile('schools.csv', 'EACCES')],
    });
    t.match(folder.schools, { isPresent: true, isReadable: false, rows: [] });
    t.match(folder.prices, { isPresent: false, isReadable: true, rows: [] });
    t.match(folder.profiles, [{ name: 'quickstead', file: 'profiles/quickstead.json' }]);
    t.strictSame(told(folder.problems), [
      'file.unreadable | schools.csv: The file cannot be opened (EACCES). Check that it is a readable file.',
    ]);
    t.strictSame(countRows(folder), { 'schools.csv': 0, 'suppliers.csv': 1, profiles: 1 });
    t.strictSame(
      tablesOf(folder).map(([file]) => file),
      trustFiles,
    );
  },
);

t.test('a text in another encoding says how to save it', async (t) => {
  t.strictSame(told([unreadableFile('schools.csv', 'ERR_ENCODING_INVALID_ENCODED_DATA')]), [
    'file.unreadable | schools.csv: The file is not UTF-8 text. Save it in the spreadsheet as "CSV UTF-8".',
  ]);
});

t.test('a profile that cannot be used is told key by key', async (t) => {
  const { delimiter: _, ...document } = JSON.parse(profile);
  const folder = await folderOf({
    'profiles/a.json': ['{"supplier": '],
    'profiles/b.json': [JSON.stringify({ ...document, separator: ',' })],
  });
  t.strictSame(folder.profiles, []);
  t.match(told(folder.problems), [
    /^profile\.unreadable \| profiles\/a\.json: The file is not JSON: Unexpected end of JSON input\. CONTRIBUTING\.md shows a whole profile\.$/,
    /^profile\.unreadable \| profiles\/b\.json, separator: "separator" is not a key of a supplier profile\. /,
    /^profile\.unreadable \| profiles\/b\.json, delimiter: "delimiter" has to be one of /,
  ]);
  t.strictSame(countRows(folder), {});
});

t.test('the name of a profile is its file name, whatever signs it holds', async (t) => {
  const examples: [name: string, file: string][] = [
    ['northfield-supply-teachers', 'profiles/northfield-supply-teachers.json'],
    ["St Ives & Sons' bills", "profiles/St Ives & Sons' bills.json"],
    ['gas/electricity', 'profiles/gas%2felectricity.json'],
    ['a\\b', 'profiles/a%5cb.json'],
    ['100%', 'profiles/100%25.json'],
    ['..', 'profiles/%2e..json'],
    ['v1.2', 'profiles/v1.2.json'],
  ];
  for (const [name, file] of examples) {
    t.equal(profileFile(name), file);
    t.equal(profileName(file), name);
  }
});
