import t from 'tap';
import { lineFields, type SupplierProfile } from '../../../src/invoices/supplier-profile.ts';
import {
  fieldTitles,
  namedColumns,
  profileFrom,
  profileNameFor,
  remembered,
  typedFrom,
} from '../../../src/loading/mapping.ts';

const header = ['No', 'Day', 'Where', 'Who', 'Sum', ''];
const profile: SupplierProfile = {
  supplier: 'Paper Mill',
  contract: 'P1',
  files: ['*.csv'],
  encoding: 'utf-8',
  delimiter: ',',
  skip_rows: 0,
  total_rows: null,
  dates: 'dd/mm/yyyy',
  decimal: '.',
  thousands: ' ',
  amounts: 'net',
  credit_sign: 'negative',
  personal: ['Who'],
  columns: { document_number: 'No', document_date: 'Day', school: 'Where', net: 'Sum' },
  words: { whole_trust: ['ALL', 'Trust'] },
};

t.test('a form that is sent as it was filled in says the same profile', async (t) => {
  const typed = typedFrom(profile, header, []);
  t.match(typed, {
    'column-0': 'document_number',
    'column-3': 'personal',
    whole_trust: 'ALL; Trust',
  });
  t.strictSame(profileFrom(typed, profile, header), { profile });
});

t.test(
  'nobody has said what a new column is, and all that lacks is told at its field',
  async (t) => {
    const typed = typedFrom({ ...profile, personal: [] }, header, ['Who']);
    t.equal(typed['column-3'], '');
    const said = (changed: object) => {
      const found = profileFrom({ ...typed, 'column-3': 'kept', ...changed }, profile, header);
      return 'problems' in found ? found.problems.map(({ column }) => column) : [];
    };
    t.strictSame(said({}), []);
    t.strictSame(said({ 'column-3': '' }), ['column-3']);
    t.strictSame(said({ 'column-3': 'net' }), ['column-4'], 'the second of the two');
    t.strictSame(said({ 'column-3': 'nonsense' }), ['column-3']);
    t.strictSame(said({ 'column-0': 'kept' }), ['column-0']);
    t.strictSame(said({ 'column-4': 'kept' }), ['column-0']);
    t.strictSame(said({ 'column-2': 'kept' }), ['school']);
    t.strictSame(said({ 'column-2': 'kept', school: '100001' }), []);
    t.strictSame(said({ school: '100001' }), ['school']);
    t.strictSame(said({ contract: '' }), ['contract']);
    t.strictSame(said({ 'column-3': 'supplier' }), ['called_as']);
  },
);

t.test(
  'what amounts are is told by the columns, and a changed decimal sign forgets the thousands',
  async (t) => {
    const typed = typedFrom(profile, header, []);
    const said = (changed: object) => {
      const found = profileFrom({ ...typed, ...changed }, profile, header);
      return 'profile' in found ? found.profile : undefined;
    };
    t.match(said({ 'column-4': 'gross' }), { amounts: 'gross' });
    t.match(said({ 'column-3': 'quantity', 'column-4': 'unit_price' }), { amounts: 'unit_price' });
    t.notOk('thousands' in (said({ decimal: ',' }) ?? { thousands: '' }));
    t.notOk('dates' in (said({ dates: '' }) ?? { dates: '' }));
    t.strictSame(said({ 'column-3': 'document_kind' })?.words, {
      document_kind: {},
      whole_trust: ['ALL', 'Trust'],
    });
  },
);

t.test(
  'of files that have changed, what was said of columns that are still there stays',
  async (t) => {
    const proposed = {
      ...profile,
      delimiter: ';',
      files: ['new-*.csv'],
      personal: ['Phone'],
      columns: { document_number: 'Bill', document_date: 'Day', gross: 'Sum', school: 'Place' },
    };
    const made = remembered(proposed, profile, ['Bill', 'Day', 'Place', 'Phone', 'Sum']);
    t.strictSame(made.columns, {
      document_date: 'Day',
      net: 'Sum',
      document_number: 'Bill',
      school: 'Place',
    });
    t.match(made, { delimiter: ';', personal: ['Phone'], files: ['*.csv', 'new-*.csv'] });
  },
);

t.test('a first profile has the name of its supplier, and no two the same', async (t) => {
  t.equal(profileNameFor('Paper & Mill Ltd.', []), 'paper-mill-ltd');
  t.equal(profileNameFor('Paper Mill', ['paper-mill', 'paper-mill-2']), 'paper-mill-3');
  t.equal(profileNameFor('…', []), 'supplier');
  t.strictSame(namedColumns(['A', '', 'B', 'A']), ['A', 'B']);
  t.strictSame(Object.keys(fieldTitles).sort(), [...lineFields].sort());
});
