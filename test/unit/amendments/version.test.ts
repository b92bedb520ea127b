import t from 'tap';
import { recordOf } from '../../../src/amendments/record.ts';
import {
  changesBetween,
  fieldName,
  nextVersion,
  valueInText,
} from '../../../src/amendments/version.ts';
import { noMoney, pence } from '../../../src/money/money.ts';
import { day, terms, versionOf } from './given.ts';

const signed = { signedOn: day('2026-06-01') };
const dearer = { ...terms, prices: ['REAM £2.75 a each, 2026-09-01 to 9999-12-31'] };
const next = (before: ReturnType<typeof versionOf>, told: ReturnType<typeof versionOf>) =>
  nextVersion('P1', before, told);

t.test('what is not new is no version, and a draft changes freely', async (t) => {
  const draft = versionOf({ annualValue: pence(100) });
  t.equal(nextVersion('P1', undefined, draft), draft);
  t.equal(next(draft, versionOf({ annualValue: pence(100) })), undefined);
  const other = versionOf({ annualValue: pence(200) }, { terms: dearer, ...signed });
  t.equal(next(draft, other), other);
});

t.test('what was agreed is frozen by the signature', async (t) => {
  const before = versionOf({ annualValue: pence(100) }, signed);
  for (const told of [
    versionOf({ annualValue: pence(200) }, signed),
    versionOf({ annualValue: pence(100) }, { ...signed, terms: dearer }),
    versionOf({ annualValue: pence(100) }, { ...signed, terms: { ...terms, notice: '1 month' } }),
    versionOf({ annualValue: pence(100) }),
    versionOf({ annualValue: pence(100) }, { signedOn: day('2026-06-02') }),
  ]) {
    t.throws(() => next(before, told), { code: 'contract.signed' });
  }
  t.throws(
    () => next(before, versionOf({ annualValue: pence(200) }, { ...signed, terms: dearer })),
    /P1 was signed on 2026-06-01, and annual_value, price would change/,
  );
});

t.test('what is kept up to date beside it is not frozen', async (t) => {
  const before = versionOf({}, signed);
  const told = versionOf({ detailsNoticeOn: day('2026-06-20'), officer: 'J. Ward' }, signed);
  t.equal(next(before, told), told);
  t.equal(next(told, told), undefined);
});

t.test('an amendment with a reason of its own changes it, open until it is signed', async (t) => {
  const before = versionOf({}, signed);
  const open = versionOf({}, { amendment: 'dearer paper' });
  t.equal(next(before, open), open);
  const changed = versionOf({}, { amendment: 'dearer paper', terms: dearer });
  t.equal(next(open, changed), changed);
  const done = { amendment: 'dearer paper', signedOn: day('2027-01-04'), terms: dearer };
  t.equal(next(changed, versionOf({}, done))?.signedOn, '2027-01-04');
  t.throws(() => next(versionOf({}, done), versionOf({}, { ...done, terms })), {
    code: 'contract.signed',
  });
  t.throws(() => next(versionOf({}, done), versionOf({}, signed)), { code: 'contract.signed' });
  const early = versionOf({}, { amendment: 'x', signedOn: day('2026-05-31') });
  t.throws(() => next(before, early), /signed on 2026-05-31, before what it amends/);
});

t.test('changes are told field by field', async (t) => {
  const before = versionOf({ annualValue: pence(100), tupe: true });
  const after = versionOf(
    { annualValue: noMoney, officer: 'J. Ward', tupe: false },
    { terms: { ...dearer, renewalMonths: 12 } },
  );
  t.strictSame(
    changesBetween(before, after).map(({ field, before, after }) => [field, before, after]),
    [
      ['officer', null, 'J. Ward'],
      ['annual_value', '1.00', '0.00'],
      ['tupe', 'yes', 'no'],
      ['renewal_months', null, '12'],
      ['price', 'REAM £2.5 a each, 2026-09-01 to 9999-12-31', null],
      ['price', null, 'REAM £2.75 a each, 2026-09-01 to 9999-12-31'],
    ],
  );
  t.equal(valueInText('reviewOn', recordOf({ reviewOn: day('2027-01-01') })), '2027-01-01');
  t.equal(fieldName('kpisPublishedOn'), 'kpis_published_on');
});
