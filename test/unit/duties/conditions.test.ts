import t from 'tap';
import { regimeOf, sideOfThreshold } from '../../../src/duties/conditions.ts';
import { day, factsOf, type Given, pounds } from './given.ts';

const side = (given: Given) => {
  const found = sideOfThreshold(factsOf(given));
  return 'side' in found ? found.side : found.missing.join(' ');
};

t.test(
  'the threshold is that of the day on which the procurement commences, VAT included',
  async (t) => {
    const of = (
      kind: 'goods' | 'light_touch' | 'works' | 'concession',
      on: string,
      value: string,
    ) => side({ record: { kind, commencedOn: day(on), estimatedFirstTerm: pounds(value) } });
    for (const [kind, on, value, expected] of [
      ['goods', '2025-12-31', '214903.99', 'below'],
      ['goods', '2025-12-31', '214904', 'above'],
      ['goods', '2026-01-01', '207719.99', 'below'],
      ['goods', '2026-01-01', '207720', 'above'],
      ['light_touch', '2025-12-31', '663539.99', 'below'],
      ['light_touch', '2026-01-01', '663540', 'above'],
      ['works', '2025-12-31', '5372608', 'below'],
      ['works', '2025-12-31', '5372609', 'above'],
      ['works', '2026-01-01', '5193000', 'above'],
      ['concession', '2026-01-01', '5192999', 'below'],
      ['concession', '2025-06-01', '5193000', 'below'],
      // The next amounts are not published yet.
      ['goods', '2028-01-01', '207720', ''],
    ] as const) {
      t.equal(of(kind, on, value), expected, `${kind} of ${value} on ${on}`);
    }
  },
);

t.test(
  'the value is the most it can come to: an option that nobody valued is missing',
  async (t) => {
    const options = { longestUntil: day('2029-08-31') };
    const part = { estimatedFirstTerm: pounds('150000') };
    t.equal(side({ ...options, record: part }), 'estimated_options');
    t.equal(side({ ...options, record: { ...part, estimatedOptions: pounds('60000') } }), 'above');
    t.equal(side({ ...options, record: { ...part, estimatedOptions: pounds('50000') } }), 'below');
    t.equal(side({ ...options, record: { estimatedFirstTerm: pounds('250000') } }), 'above');
    t.equal(side({ record: { ...part, estimatedTogether: pounds('57720') } }), 'above');
    t.equal(side({ record: { ...part, estimatedExtras: pounds('57719.99') } }), 'below');
    t.equal(side({ record: { estimatedFirstTerm: null, cannotBeEstimated: true } }), 'above');
    t.equal(side({ record: { kind: null, commencedOn: null } }), 'kind commenced_on');
  },
);

t.test(
  'a contract stays for life under the law of the day on which its procurement commenced',
  async (t) => {
    const regime = (given: Given) => regimeOf(factsOf(given)).regime;
    t.equal(regime({ record: { commencedOn: day('2025-02-23') } }), 'PCR2015');
    t.equal(regime({ record: { commencedOn: day('2025-02-24') } }), 'PA2023');
    t.equal(regime({ record: { commencedOn: null } }), null);
    const before = { startsOn: day('2025-02-23'), record: { commencedOn: null } };
    t.equal(regime(before), 'PCR2015', 'what ran before was procured before');
    const callOff = { route: 'framework', framework: 'RM6238' } as const;
    t.equal(regime({ record: callOff }), null, 'a call-off follows its framework');
    t.equal(regime({ record: { ...callOff, framework: 'rm6376, lot 1' } }), 'PA2023');
    t.equal(regime({ record: { ...callOff, regime: 'PCR2015' } }), 'PCR2015');
  },
);
