import type { ClosedWindow } from '../agreements/agreement.ts';
import { Problem } from '../problem.ts';

/**
 * Who says that the saving of a contract at a school in some months is his doing: an initiative of the
 * trust, or an outsider such as a broker, an authority or the owner of a framework.
 */
export interface Claim {
  readonly id: string;
  readonly contract: string;
  readonly urn: string;
  readonly window: ClosedWindow;
  readonly claimant: string;
  readonly words: string;
  readonly by: string;
  readonly at: string;
  /** Null while the claim stands. */
  readonly withdrawn: { readonly reason: string; readonly by: string; readonly at: string } | null;
}

type Place = Pick<Claim, 'contract' | 'urn' | 'window'>;

/** Whether two claims are about the same contract and school in at least one month. */
export function meets(a: Place, b: Place): boolean {
  const isSamePlace = a.contract === b.contract && a.urn === b.urn;
  return isSamePlace && a.window.from <= b.window.to && b.window.from <= a.window.to;
}

/**
 * Refuses a claim of what is claimed already, by whomever, and names the first that stands: every
 * saving counts once (N21).
 */
export function refuseSecond(known: readonly Claim[], asked: Place & { claimant: string }): void {
  const first = known
    .filter((claim) => claim.withdrawn === null && meets(claim, asked))
    .sort((a, b) => (a.id < b.id ? -1 : 1))[0];
  if (!first) return;
  const { claimant, by, at, window } = first;
  throw new Problem({
    code: 'claim.twice',
    column: 'claimant',
    found: asked.claimant,
    message: `${claimant} has claimed the saving of ${first.contract} at ${first.urn} from ${window.from} to ${window.to}: ${by} wrote it down on ${at.slice(0, 10)} as claim ${first.id}.`,
    remedy: 'A saving counts once: withdraw that claim first, or claim other months.',
  });
}
