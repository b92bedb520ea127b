import type { Dimension } from '../reports/report.ts';
import type { Window } from '../reports/window.ts';
import type { SealDifference } from './seal-check.ts';

/** A seal as a list tells it, without its bytes. */
export interface ListedSeal {
  readonly number: number;
  readonly title: string;
  readonly journal: number;
  readonly cut: readonly Dimension[];
  readonly window: Window;
  readonly sealedBy: string;
  readonly sealedAt: string;
  readonly sha256: string;
}

/** A seal as it travels. */
export function writeSeal(seal: ListedSeal) {
  return {
    number: seal.number,
    title: seal.title,
    journal: seal.journal,
    by: [...seal.cut],
    from: seal.window.from ?? null,
    to: seal.window.to ?? null,
    sealed_by: seal.sealedBy,
    sealed_at: seal.sealedAt,
    sha256: seal.sha256,
  };
}

/** What checking a seal found, as it travels. */
export function writeSealCheck(check: {
  readonly seal: ListedSeal;
  readonly differences: readonly SealDifference[];
}) {
  const { seal, differences } = check;
  return { sound: differences.length === 0, seal: writeSeal(seal), differences: [...differences] };
}
