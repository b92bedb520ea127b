import type { Contract } from '../contracts/contract.ts';
import type { Register } from '../documents/register.ts';
import { Problem } from '../problem.ts';
import type { Driver } from '../schools/school.ts';
import type { Change } from './change.ts';

/** So many posted lines are counted again for one answer; everybody else waits meanwhile. */
export const mostLines = 50_000;

/** The contracts that a change names, and those that share by a driver that it changes. */
export function contractsReached(register: Register, changes: readonly Change[]): Contract[] {
  const all = [...register.contracts.values()];
  return all.filter((contract) =>
    changes.some((change) =>
      change.kind === 'driver_value'
        ? change.driver === contract.driver || isKeyOf(changes, contract, change.driver)
        : change.contract === contract.reference,
    ),
  );
}

function isKeyOf(changes: readonly Change[], { reference }: Contract, driver: Driver): boolean {
  return changes.some(
    (change) => change.kind === 'key' && change.contract === reference && change.driver === driver,
  );
}

/** A contract by its reference. */
export function contractIn({ contracts }: Register, reference: string): Contract {
  const found = contracts.get(reference);
  if (found) return found;
  const message = `There is no contract "${reference}".`;
  throw new Problem({ code: 'contract.unknown', column: 'contract', message });
}

/** Refuses more than one answer may take, saying how much it would be. */
export function refuseTooLarge(lines: number, rounds: number): void {
  if (lines * rounds <= mostLines) return;
  const [count, most] = [lines * rounds, mostLines].map((each) => each.toLocaleString('en-GB'));
  throw new Problem({
    code: 'scenario.too-large',
    message: `${count} posted lines would have to be counted again, and no more than ${most} are for one answer.`,
    remedy: 'Ask about one contract at a time, or about fewer keys.',
  });
}
