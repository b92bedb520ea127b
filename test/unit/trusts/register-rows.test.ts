import t from 'tap';
import {
  inOrder,
  latestTerms,
  named,
  registerRows,
  trustRow,
} from '../../../src/trusts/register-rows.ts';
import { writeCells } from '../../../src/trusts/table.ts';
import {
  aliasFile,
  contractFile,
  driverFile,
  participantFile,
  priceFile,
  schoolFile,
  supplierFile,
  trustFile,
} from '../../../src/trusts/trust-file.ts';
import { contract, registerOf, school } from '../../support/register.ts';

t.test('a register as the rows of its files, in the order of their keys', async (t) => {
  const other = { ...school, id: 'school-0', urn: '100002', identifiers: [], drivers: [] };
  const rows = registerRows(registerOf({ schools: [school, other] }));
  t.strictSame(
    {
      schools: rows.schools.map((row) => writeCells(schoolFile, row).join()),
      aliases: rows.aliases.map((row) => writeCells(aliasFile, row).join()),
      drivers: rows.drivers.map((row) => writeCells(driverFile, row).join()),
      suppliers: rows.suppliers.map((row) => writeCells(supplierFile, row).join()),
      contracts: rows.contracts.map((row) => writeCells(contractFile, row).join()),
      participants: rows.participants.map((row) => writeCells(participantFile, row).join()),
      prices: rows.prices.map((row) => writeCells(priceFile, row).join()),
    },
    {
      schools: [
        '100002,St Elfrith, C of E,primary,academy,2025-04-01,2026-03-31,9,0.9',
        '100002,St Elfrith, C of E,primary,academy,2026-09-01,,9,0.9',
        '900001,St Elfrith, C of E,primary,academy,2025-04-01,2026-03-31,9,0.9',
        '900001,St Elfrith, C of E,primary,academy,2026-09-01,,9,0.9',
      ],
      aliases: ['900001,Site,2025-04-01,2025-12-31', '900001,Site 7,2025-04-01,'],
      drivers: ['900001,pupils,126,2025-04-01,census', '900001,pupils,130,2026-01-01,census'],
      suppliers: ['Brightwater,,GB1'],
      contracts: [
        'PAY,Joint payroll service,Brightwater,payroll,E28a,2025-09-01,2028-08-31,6,,payslips',
      ],
      participants: ['PAY,900001,2025-09-01,2026-03-31', 'PAY,900001,2026-09-01,'],
      prices: ['PAY,PAYSLIP,Payslip,payslip,consumed,recurring,3.25,0.5,2025-09-01,'],
    },
  );
});

t.test('the row of a trust leaves its id out', async (t) => {
  const trust = {
    id: 'trust-1',
    name: 'Lantern Vale',
    kind: 'federation' as const,
    companyNumber: null,
    ukprn: '10001001',
    yearStartsMonth: 9,
  };
  t.equal(writeCells(trustFile, trustRow(trust)).join(), 'Lantern Vale,federation,,10001001,9');
});

t.test('rows sort part by part, and by code unit', async (t) => {
  const keys = ['A B/1', 'A/é', 'A/z', 'A/Z', 'A/', 'A/2', 'A/10'];
  t.strictSame(
    inOrder(keys, (key) => key.split('/')),
    ['A/', 'A/10', 'A/2', 'A/Z', 'A/z', 'A/é', 'A B/1'],
  );
});

t.test('the terms that a school has now', async (t) => {
  t.match(latestTerms(school), { status: 'academy', validFrom: '2026-01-01' });
  const nothingSaid = { status: 'maintained', validFrom: '0001-01-01', yearStartsMonth: 4 };
  t.match(latestTerms({ ...school, terms: [] }), nothingSaid);
  t.match(latestTerms(undefined), nothingSaid);
});

t.test('a register that refers to nothing is a defect', async (t) => {
  t.throws(() => registerRows(registerOf({ suppliers: [] })), {
    message: `${contract.supplierId} is not in the register`,
  });
  t.throws(() => named(new Map(), 'x'), { message: 'x is not in the register' });
});
