import fc from 'fast-check';
import t from 'tap';
import { readCompanyNumber } from '../../../src/contracts/company-number.ts';
import { readTable } from '../../support/table.ts';

t.test('a number has eight characters, as the register pads it', async (t) => {
  const rows = readTable(`
    typed         read
    00000006      00000006
    6             00000006
    1234567       01234567
    12345678      12345678
    0012345       00012345
    SC123456      SC123456
    sc1234        SC001234
    SC 123 456    SC123456
    NI 54321      NI054321
    OC300001      OC300001
    SO301         SO000301
    NC1           NC000001
    R1234         R0001234
    R0001234      R0001234
    IP27000R      IP27000R
    IP525R        IP00525R
    SP2511RS      SP2511RS
    RS7999        RS007999
    CE12345       CE012345
    NV4           NV000004
    123456789     -
    SC1234567     -
    00000000      -
    SC000000      -
    AB123456      -
    R12345678     -
    12345678R     -
    12-345-678    -
    GB123456789   -
    none          -
  `);
  for (const { typed = '', read } of rows) {
    t.equal(readCompanyNumber(typed) ?? '-', read, typed);
  }
});

t.test('a number that was read is read again as itself', async (t) => {
  const prefix = fc.constantFrom('', 'SC', 'NI', 'OC', 'R', 'IP', 'CE');
  const rule = fc.property(prefix, fc.integer({ min: 1, max: 999_999 }), (letters, digits) => {
    const read = readCompanyNumber(`${letters}${digits}`);
    return read?.length === 8 && readCompanyNumber(read) === read;
  });
  t.doesNotThrow(() => fc.assert(rule));
});
