import t from 'tap';
import { lastDay } from '../../../src/calendar/local-date.ts';
import { schoolParty, supplierParty, trustParty } from '../../../src/register/organisation.ts';
import { day } from '../lines/given.ts';
import { schoolNamed, trust } from './given-entry.ts';

t.test('a trust is known by its company number, else its UKPRN, else here alone', async (t) => {
  const coh = { scheme: 'GB-COH', id: '01234567', legalName: 'Ash Trust' };
  const ukprn = { scheme: 'GB-UKPRN', id: '10012345', legalName: 'Ash Trust' };
  t.strictSame(trustParty(trust), {
    id: 'GB-COH-01234567',
    name: 'Ash Trust',
    identifier: coh,
    additionalIdentifiers: [ukprn],
  });
  t.strictSame(trustParty({ ...trust, companyNumber: null }), {
    id: 'GB-UKPRN-10012345',
    name: 'Ash Trust',
    identifier: ukprn,
  });
  t.strictSame(trustParty({ ...trust, companyNumber: null, ukprn: null }), {
    id: 'trust-1',
    name: 'Ash Trust',
  });
});

t.test('a school is known by the URN of the day, before and after it converted', async (t) => {
  const valid = { from: day('2026-01-01'), to: lastDay };
  const identifiers = [{ kind: 'urn' as const, value: '150001', valid }];
  const school = { ...schoolNamed('Ash', '100001'), identifiers };
  const on = (date: string) => schoolParty(school, day(date));
  t.match(on('2025-12-31'), { id: 'GB-EDU-100001', additionalIdentifiers: [{ id: '150001' }] });
  t.match(on('2026-01-01'), { id: 'GB-EDU-150001', additionalIdentifiers: [{ id: '100001' }] });
});

t.test('a supplier is known by its company number, else here alone', async (t) => {
  const supplier = { id: 'supplier-1', name: 'Acme', companyNumber: null, vatNumber: 'GB1' };
  t.strictSame(supplierParty(supplier), { id: 'supplier-1', name: 'Acme' });
  t.match(supplierParty({ ...supplier, companyNumber: 'SC000099' }), {
    id: 'GB-COH-SC000099',
    identifier: { scheme: 'GB-COH', legalName: 'Acme' },
  });
});
