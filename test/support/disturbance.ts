// Everything that can befall a trust's figures after a report was made, P9 to P12: each kind of journal,
// a closed month, other names.

import { prepareBaseline } from '../../src/baselines/commands.ts';
import { actOnPeriod } from '../../src/closings/commands.ts';
import { approveAndPost, undoImport } from '../../src/corrections/commands.ts';
import type { Database } from '../../src/database/connect.ts';
import { inTrust } from '../../src/database/tenant.ts';
import { importsOf } from '../../src/imports/store.ts';
import { decimal } from '../../src/money/decimal.ts';
import { repostImport } from '../../src/reposts/commands.ts';
import { settleRow } from '../../src/settlements/commands.ts';
import { row } from './settling.ts';
import { importText, loadFiles, paperFile, smallTrust } from './small-trust.ts';

const person = { by: 'D. Finance', at: '2026-05-09T10:00:00.000Z' };

/** The id of a file's posted import. */
export async function postedImport(database: Database, trustId: string, file: string) {
  const posted = await inTrust(database, trustId, (tenant) =>
    importsOf(tenant, { state: 'posted' }),
  );
  return posted.find((record) => record.file === file)?.id ?? '';
}

/** Does it to a small trust of that name, which has a posted import of the file `first`. */
export async function disturb(
  database: Database,
  trustId: string,
  { name, first }: { name: string; first: string },
): Promise<void> {
  const bring = (file: string, rows: Parameters<typeof paperFile>[0]) =>
    importText(database, trustId, file, paperFile(rows));
  const credit = { kind: 'C', of: 'L1' };
  await bring('late.csv', [
    row('L1'),
    row('L2', { school: 'ALL', item: 'DESK', quantity: 1, net: '90.00' }),
    row('L3', { school: 'ALL', item: 'SETUP', quantity: 1, net: '300.00' }),
  ]);
  await bring('mixed.csv', [
    row('L4', { quantity: 4, net: '10.00' }),
    row('K1', { ...credit, credit: 'q', quantity: -2, net: '-5.00' }),
    row('K2', { ...credit, credit: 'r', quantity: '', net: '-7.00' }),
    row('K3', { ...credit, quantity: '', net: '-1.00' }),
    row('K4', { kind: 'C', credit: 'x', of: 'L2', school: 'ALL', quantity: '', net: '-90.00' }),
  ]);
  const mixed = await postedImport(database, trustId, 'mixed.csv');
  const way = { way: 'credit', kind: 'price', originalNumber: 'L1' } as const;
  await settleRow(database, trustId, { importId: mixed, row: 5 }, way, person);
  await actOnPeriod(database, trustId, '2025-06' as never, { act: 'closed' }, person);
  await bring('later.csv', [row('L5', { quantity: 2, net: '5.00' })]);
  await undoImport(database, trustId, await postedImport(database, trustId, first), person);

  const files = smallTrust(name);
  await loadFiles(database, {
    ...files,
    'schools.csv': (files['schools.csv'] ?? '').replace('Ash', 'Ash Tree'),
    'drivers.csv': (files['drivers.csv'] ?? '').replace(',97,', ',247,'),
  });
  const late = await postedImport(database, trustId, 'late.csv');
  await repostImport(database, trustId, late, person);
  const { id } = await prepareBaseline(database, trustId, {
    contract: 'P1',
    urn: '100001',
    item: 'REAM',
    kind: 'previous_contract',
    unitPrice: decimal('3.4'),
    vatRate: decimal('0.2'),
    validFrom: '2025-01-01' as never,
    validTo: '9999-12-31' as never,
    evidence: 'other.pdf',
    preparedBy: 'A. Maker',
  });
  await approveAndPost(database, trustId, { id, ...person });
}
