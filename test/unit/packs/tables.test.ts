import t from 'tap';
import { genesisHash, type Journal, sealJournal } from '../../../src/ledger/chain.ts';
import { baselineTable, entryTable, journalTable, lineTable } from '../../../src/packs/tables.ts';
import { baselineOf, schoolOf } from '../lines/given.ts';

const named = (header: readonly string[], cells: readonly unknown[]) =>
  Object.fromEntries(header.map((name, index) => [name, cells[index]]));
const asIs = (text: string) => text;
const line = {
  id: 'l1',
  description: 'Paper for Ash and Beech',
  school_text: 'ALL',
  school_id: null,
  quantity: '10.000000',
  own_net: 1250,
  own_vat: null,
};

t.test("a school's pack tells of a joint line only the school's own part (N17)", async (t) => {
  const own = lineTable(asIs, schoolOf('900001'));
  const secret = { description: null, school_text: null, quantity: null, urn: 'joint' };
  t.match(named(own.header, own.cells(line)), { ...secret, net: { amount: '12.50' }, vat: null });
  const mine = named(own.header, own.cells({ ...line, school_id: 'id of 900001' }));
  t.match(mine, { description: /Paper/, quantity: { amount: '10.000000' } });
  const whole = lineTable(asIs, undefined);
  t.match(named(whole.header, whole.cells(line)), {
    school_text: 'ALL',
    quantity: { amount: /^10/ },
  });
});

t.test('amounts are pounds, months are months, and what is unknown is empty', async (t) => {
  const row = { id: 'e', service_month: '2025-09-01', cost: '-1250', baseline_cost: null };
  const cells = named(entryTable.header, entryTable.cells(row));
  t.match(cells, { service_month: '2025-09', cost: { amount: '-12.50' }, baseline_cost: null });
});

t.test('a journal that did not touch the school is its hash alone', async (t) => {
  const head = { kind: 'import', recordedAt: 'then', recordedBy: 'M', reason: 'x' } as const;
  const rest = { importId: null, fileSha256: null, ruleVersion: '2026-11' };
  const digests = {
    linesSha256: '',
    allocationsSha256: '',
    withdrawalsSha256: '',
    entriesSha256: '',
  };
  const journal: Journal = sealJournal({ number: 1, ...head, ...rest }, digests, genesisHash);
  for (const [isTouching, reason] of [
    [true, 'X'],
    [false, null],
  ] as const) {
    const { header, cells } = journalTable(
      (text) => text.toUpperCase(),
      () => isTouching,
    );
    t.match(named(header, cells(journal)), {
      reason,
      hash: journal.hash,
      previous_hash: genesisHash,
    });
  }
});

t.test('a baseline is told with its evidence and who stands for it', async (t) => {
  const { header, cells } = baselineTable((text) => `<${text}>`);
  const place = { contract: 'PAY', urn: '900001', withdrawnBy: null, withdrawnReason: null };
  t.match(named(header, cells({ ...baselineOf('4.10'), ...place })), {
    unit_price: { amount: '4.1' },
    valid_to: null,
    evidence: '<invoice.pdf>',
    prepared_by: 'R. Preparer',
    approved_by: 'S. Approver',
    withdrawn_reason: null,
  });
});
