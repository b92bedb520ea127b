import t from 'tap';
import type { Change } from '../../../src/scenarios/change.ts';
import {
  contractIn,
  contractsReached,
  mostLines,
  refuseTooLarge,
} from '../../../src/scenarios/reach.ts';
import { contractOf, day, registerOf } from '../lines/given.ts';

const pay = contractOf([]);
const clean = contractOf([], { id: 'id of CLEAN', reference: 'CLEAN', driver: 'floor_area' });
const register = registerOf([], pay, {
  contracts: new Map([pay, clean].map((it) => [it.reference, it])),
});

t.test(
  'a change reaches the contract that it names, and all that share by what it resizes',
  async (t) => {
    const reached = (...changes: Change[]) =>
      contractsReached(register, changes).map(({ reference }) => reference);
    const size = {
      kind: 'driver_value',
      urn: '1',
      driver: 'pupils',
      from: day('2026-01-01'),
    } as const;
    t.strictSame(reached(), []);
    t.strictSame(reached({ kind: 'leave', contract: 'CLEAN', urn: '1', on: day('2026-01-01') }), [
      'CLEAN',
    ]);
    t.strictSame(reached(size), ['PAY-2025']);
    t.strictSame(reached(size, { kind: 'key', contract: 'CLEAN', driver: 'pupils' }), [
      'PAY-2025',
      'CLEAN',
    ]);
  },
);

t.test('a contract that is not there is refused', async (t) => {
  t.equal(contractIn(register, 'CLEAN'), clean);
  t.throws(() => contractIn(register, 'X'), { code: 'contract.unknown' });
});

t.test('more lines than one answer may take are refused, saying how many', async (t) => {
  refuseTooLarge(mostLines / 2, 2);
  t.throws(() => refuseTooLarge(mostLines, 2), {
    code: 'scenario.too-large',
    message: /^100,000 /,
  });
});
