import t from 'tap';
import { readsFile } from '../../../src/invoices/supplier-profile.ts';
import { readTable } from '../../support/table.ts';
import { profileOf } from './given.ts';

t.test('a pattern of many stars is no slower than a name is long', async (t) => {
  const profile = profileOf({ files: ['*a*a*a*a*a*a*b'] });
  t.notOk(readsFile(profile, 'a'.repeat(5000)));
  t.ok(readsFile(profile, `${'a'.repeat(5000)}b`));
});

t.test('which files a profile reads', async (t) => {
  const examples = readTable(`
    files                       name                              reads  why
    northfield-*.csv            northfield-2025-09-01.csv         yes    a star is any text
    northfield-*.csv            northfield-.csv                   yes    or none
    northfield-*.csv            Northfield-2025.csv               no     case counts
    northfield-*.csv            old-northfield-2025.csv           no     from the beginning
    northfield-*.csv            northfield-2025.csv.bak           no     to the end
    northfield-*.csv            northfield-2025xcsv               no     a point is a point
    inv-20??-09.csv             inv-2025-09.csv                   yes    a question mark is one letter
    inv-20??-09.csv             inv-205-09.csv                    no     not none
    report (1)+[a]^$.csv        report (1)+[a]^$.csv              yes    other signs are themselves
    report (1)+[a]^$.csv        report 1a.csv                     no     other signs are themselves
    a|b.csv                     a                                 no     not one or the other
    *                           anything at all.csv               yes    any name
    *.csv,*.txt                 listing.txt                       yes    one of several is enough
    none                        northfield.csv                    no     no glob, no file
  `);
  for (const { files = '', name = '', reads, why = '' } of examples) {
    const profile = profileOf({ files: files === 'none' ? [] : files.split(',') });
    t.equal(readsFile(profile, name), reads === 'yes', `${files} on ${name}: ${why}`);
  }
  t.ok(
    readsFile(profileOf({ files: ['*.csv'] }), 'two\nlines.csv'),
    'a name may hold a line break',
  );
});
