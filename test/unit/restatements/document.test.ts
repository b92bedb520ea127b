import t from 'tap';
import type { Journal } from '../../../src/ledger/chain.ts';
import { pence } from '../../../src/money/money.ts';
import { changesDocument, writeFigures } from '../../../src/restatements/document.ts';
import { figuresOf } from '../../../src/restatements/figures.ts';
import { restate } from '../../../src/restatements/restatement.ts';
import { cellOf } from '../lines/given.ts';

t.test('figures travel as text, unknown ones as null', async (t) => {
  const written = writeFigures(figuresOf([cellOf({ cost: pence(123_450) })]));
  t.match(written, { cost: '1234.50', cash_saving: null, net_saving: '0.00' });
});

t.test('a document of changes names causes and journals', async (t) => {
  const late = cellOf({ entries: 1, cost: pence(500) });
  const document = changesDocument({
    ...restate([], [late], [{ journal: 4, cause: 'invoices', cells: [late] }]),
    trustName: 'Ash Federation',
    names: new Map([['900001', 'Ash']]),
    window: { from: undefined, to: undefined },
    since: 3,
    until: 4,
    between: new Map([
      [
        4,
        {
          kind: 'import',
          reason: 'Import of late.csv',
          recordedBy: 'C. Manager',
          recordedAt: '2026-04-01T10:00:00.000Z',
        } as Journal,
      ],
    ]),
    ruleVersions: ['2026-11'],
  });
  t.match(document, {
    trust: 'Ash Federation',
    basis: 'net plus irrecoverable VAT',
    from: null,
    since: 3,
    until: 4,
    warnings: [],
    total: {
      before: { cost: '0.00' },
      after: { cost: '5.00' },
      change: { cost: '5.00' },
      causes: [{ cause: 'invoices', words: 'Invoices that came', change: { cost: '5.00' } }],
    },
    schools: [{ urn: '900001', name: 'Ash', change: { cost: '5.00' } }],
    journals: [
      {
        cause: 'invoices',
        number: 4,
        kind: 'import',
        reason: 'Import of late.csv',
        recorded_by: 'C. Manager',
        recorded_at: '2026-04-01T10:00:00.000Z',
        change: { cost: '5.00' },
      },
    ],
  });
});
