import fc from 'fast-check';
import t from 'tap';
import type { Baseline } from '../../../src/baselines/baseline.ts';
import { decimal } from '../../../src/money/decimal.ts';
import {
  approvalsIn,
  baselineChanges,
  baselineRows,
  knownVersions,
} from '../../../src/trusts/baseline-changes.ts';
import type { Register } from '../../../src/trusts/register-rows.ts';
import type { BaselineRow } from '../../../src/trusts/trust-file.ts';
import { contract, registerOf, school } from '../../support/register.ts';

const [once, later] = ['2025-08-12T10:00:00Z', '2026-01-27T10:00:00Z'];

/** `4.10`, `4.10 approved`, `4.10 approved withdrawn`, `4.10 reapproved`: a version in short. */
function version(short: string, number: number): Baseline {
  const [unitPrice = '', ...words] = short.split(' ');
  const approvedAt = words.includes('approved')
    ? once
    : words.includes('reapproved')
      ? later
      : null;
  return {
    id: `v${number}`,
    contractId: contract.id,
    schoolId: school.id,
    item: 'PAYSLIP',
    version: number,
    kind: 'previous_contract',
    unitPrice: decimal(unitPrice),
    vatRate: decimal('0.2'),
    valid: contract.term,
    evidence: 'invoice.pdf',
    preparedBy: 'R. Preparer',
    approvedBy: approvedAt && 'S. Approver',
    approvedAt,
    withdrawnAt: words.includes('withdrawn') ? later : null,
    index: null,
  };
}

const register = (versions: readonly string[]): Register =>
  registerOf({ baselines: versions.map((short, index) => version(short, index + 1)) });
const rowsOf = (versions: readonly string[]): BaselineRow[] =>
  knownVersions(register(versions)).map(({ row }) => row);
const spell = ({ unitPrice, approvedAt }: BaselineRow) =>
  `${unitPrice}${approvedAt === null ? '' : approvedAt === once ? ' approved' : ' reapproved'}`;

t.test('what the rows of a folder do to the versions of the register', async (t) => {
  const examples: [
    known: string[],
    rows: string[],
    added: string[],
    approved: string[],
    why: string,
  ][] = [
    [[], ['4.1', '4 approved'], ['4.1', '4 approved'], [], 'every row of a new trust is a version'],
    [['4.1 approved'], ['4.10 approved'], [], [], 'an equal row changes nothing'],
    [['4.1'], ['4.1'], [], [], 'nor does one that still waits for approval'],
    [['4.1'], ['4.1 approved'], [], ['v1'], 'a row that is now approved approves its version'],
    [['4.1 approved'], ['4.1'], [], [], 'a row from before the approval takes nothing back'],
    [
      ['4.1 approved'],
      ['4.1 reapproved'],
      ['4.1 reapproved'],
      [],
      'another approval is another version',
    ],
    [['4.1 approved'], ['4.2 approved'], ['4.2 approved'], [], 'another price is another version'],
    [['4.1 approved'], [], [], [], 'a row that is gone changes nothing'],
    [['4.1 approved withdrawn'], ['4.1 approved'], [], [], 'a withdrawn version stays withdrawn'],
    [
      ['4.1 approved withdrawn'],
      ['4.1 reapproved'],
      ['4.1 reapproved'],
      [],
      'until somebody approves the price again',
    ],
    [['4.1', '4.1'], ['4.1 approved'], [], ['v1'], 'of two that wait the older is approved'],
    [['4.1', '4.1 approved'], ['4.1', '4.1 approved'], [], [], 'each version stands for one row'],
    [
      ['4.1 approved'],
      ['4.1', '4.1 approved'],
      ['4.1'],
      [],
      'an equal row comes first, whatever the order',
    ],
  ];
  for (const [known, rows, added, approved, why] of examples) {
    const changes = baselineChanges(rowsOf(rows), knownVersions(register(known)));
    t.strictSame(changes.added.map(spell), added, why);
    t.strictSame(
      changes.approved.map(({ id }) => id),
      approved,
      why,
    );
  }
});

t.test('the same price of another school, contract or item is another baseline', async (t) => {
  const known = knownVersions(register(['4.1 approved']));
  const [row] = rowsOf(['4.1 approved']);
  for (const change of [
    { urn: '900002' },
    { contract: 'GAS' },
    { item: 'UNIT' },
    { vatRate: decimal(0) },
  ]) {
    const rows = row ? [{ ...row, ...change }] : [];
    t.strictSame(baselineChanges(rows, known).added, rows);
  }
});

t.test('loading what a load has made changes nothing', async (t) => {
  const versions = fc.array(
    fc.constantFrom(
      '4.1',
      '4.1 approved',
      '4.1 reapproved',
      '4.2',
      '4.2 approved',
      '4.1 approved withdrawn',
    ),
    { maxLength: 6 },
  );
  const rule = fc.property(versions, versions, (known, rows) => {
    const distinct = [...new Set(rows.map((short) => short.replace(' withdrawn', '')))];
    const changes = baselineChanges(rowsOf(distinct), knownVersions(register(known)));
    const approved = new Map(changes.approved.map(({ id, row }) => [id, spell(row)]));
    const after = [
      ...known.map((short, index) => approved.get(`v${index + 1}`) ?? short),
      ...changes.added.map(spell),
    ];
    const again = baselineChanges(rowsOf(distinct), knownVersions(register(after)));
    return again.added.length + again.approved.length === 0;
  });
  t.doesNotThrow(() => fc.assert(rule));
});

t.test('the rows that are written: each once, the older first, none withdrawn', async (t) => {
  const versions = ['4.2 approved', '4.1', '4.3 approved withdrawn', '4.1', '4 reapproved'];
  t.strictSame(baselineRows(knownVersions(register(versions))).map(spell), [
    '4.2 approved',
    '4.1',
    '4 reapproved',
  ]);
});

t.test('approvals by one person at one time are one', async (t) => {
  const [waiting, approved, reapproved] = rowsOf(['4.1', '4.2 approved', '4.3 reapproved']);
  if (!waiting || !approved || !reapproved) throw new Error('a row is missing');
  t.strictSame(
    approvalsIn([
      { id: 'v1', row: approved },
      { id: 'v2', row: reapproved },
      { id: 'v3', row: { ...approved, unitPrice: decimal(9) } },
      { id: 'v4', row: waiting },
    ]),
    [
      { approvedBy: 'S. Approver', approvedAt: once, ids: ['v1', 'v3'] },
      { approvedBy: 'S. Approver', approvedAt: later, ids: ['v2'] },
    ],
  );
});
