import type { ContractRecord } from '../../../src/amendments/record.ts';
import type { AgreedVersion, ContractVersion } from '../../../src/amendments/version.ts';
import { versionOf } from '../amendments/given.ts';

type Given = Partial<Omit<AgreedVersion, 'record'>> & { record: Partial<ContractRecord> };

/** The versions of a contract, the oldest first. */
export function versionsOf(...given: readonly Given[]): ContractVersion[] {
  return given.map(({ record, ...rest }, index) => ({
    ...versionOf(record, rest),
    version: index + 1,
    by: 'A. Maker',
    at: '2026-07-01T09:00:00.000Z',
  }));
}
