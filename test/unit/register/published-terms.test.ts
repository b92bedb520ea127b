import t from 'tap';
import { lastDay } from '../../../src/calendar/local-date.ts';
import { type Money, pence } from '../../../src/money/money.ts';
import { publishedTerms, valueOver } from '../../../src/register/published-terms.ts';
import { day, terms } from '../amendments/given.ts';
import { versionsOf } from './given-versions.ts';

const pounds = (amount: number) => pence(amount * 100) as Money;
const contract = { record: { annualValue: pounds(12000) } };

t.test('nothing is published of which nothing is written', async (t) => {
  t.equal(publishedTerms([]), null);
});

t.test(
  'a contract is published with its value as it was first agreed and as it is now',
  async (t) => {
    const published = publishedTerms(
      versionsOf(
        contract,
        { ...contract, signedOn: day('2026-07-01') },
        // What is kept up to date beside the terms is told as it is now.
        { record: { ...contract.record, smallSupplier: true }, signedOn: day('2026-07-01') },
        {
          record: { annualValue: pounds(15000), exitPlan: 'Anew' },
          signedOn: day('2027-03-01'),
          amendment: 'More schools',
          terms: { ...terms, endsOn: day('2029-08-31'), prices: ['REAM £3'], notice: '6 months' },
        },
      ),
    );
    t.match(published, {
      signedOn: '2026-07-01',
      agreedValue: pounds(24000),
      greatestValue: pounds(36000),
      annualValue: pounds(15000),
      record: { exitPlan: 'Anew' },
      amendments: [{ signedOn: '2027-03-01', reason: 'More schools' }],
    });
    t.equal(
      published?.amendments[0]?.changes,
      'annual_value 15000.00 instead of 12000.00; ends_on 2029-08-31 instead of 2028-08-31; notice changed; no longer REAM £2.5 a each, 2026-09-01 to 9999-12-31; now REAM £3.',
    );
  },
);

t.test(
  'an amendment is none until it is signed, and one however often it is corrected',
  async (t) => {
    const signedOn = day('2026-07-01');
    const dearer = { record: { annualValue: pounds(15000) }, amendment: 'Dearer' };
    const open = publishedTerms(
      versionsOf({ ...contract, signedOn }, { ...dearer, signedOn: null }),
    );
    t.match(open, { annualValue: pounds(12000), amendments: [] });
    const later = { signedOn: day('2027-01-01'), amendment: 'Dearer' };
    const signed = publishedTerms(
      versionsOf(
        { ...contract, signedOn },
        { ...dearer, signedOn: null },
        { record: { annualValue: pounds(14000) }, ...later },
        { record: { annualValue: pounds(14000), exitPlan: 'Anew' }, ...later },
        { record: { annualValue: pounds(14000), exitPlan: 'Anew' }, ...later, amendment: 'Names' },
      ),
    );
    t.match(signed?.amendments, [
      { changes: 'annual_value 14000.00 instead of 12000.00.' },
      { reason: 'Names', changes: 'None of the terms that are kept as fields.' },
    ]);
    t.equal(signed?.amendments.length, 2);
  },
);

t.test('a value needs that of a year and an end', async (t) => {
  const from = day('2026-09-01');
  t.equal(valueOver(pounds(1200), { from, to: day('2026-12-31') }), pounds(400));
  t.equal(valueOver(null, { from, to: day('2026-12-31') }), null);
  t.equal(valueOver(pounds(1200), { from, to: lastDay }), null);
});
