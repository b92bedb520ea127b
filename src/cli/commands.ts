import type { Command } from './terminal.ts';

/**
 * Where every command of the terminal is, in the order in which a newcomer needs them. One is read when it is
 * asked for: whoever imports a file does not wait for the pages, nor hold them in memory.
 */
const places: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import('./demo.ts')).demo,
  serve: async () => (await import('./serve.ts')).serve,
  key: async () => (await import('./key.ts')).key,
  person: async () => (await import('./person.ts')).person,
  migrate: async () => (await import('./migrate.ts')).migrate,
  trust: async () => (await import('./trust.ts')).trust,
  profile: async () => (await import('./profile.ts')).profile,
  baseline: async () => (await import('./baseline.ts')).baseline,
  index: async () => (await import('./index-levels.ts')).indexLevels,
  import: async () => (await import('./import.ts')).importFiles,
  imports: async () => (await import('./imports.ts')).imports,
  queue: async () => (await import('./queue.ts')).queue,
  settle: async () => (await import('./settle.ts')).settle,
  teach: async () => (await import('./teach.ts')).teach,
  undo: async () => (await import('./undo.ts')).undo,
  repost: async () => (await import('./repost.ts')).repost,
  runs: async () => (await import('./runs.ts')).runs,
  report: async () => (await import('./report.ts')).report,
  changes: async () => (await import('./changes.ts')).changes,
  method: async () => (await import('./method.ts')).method,
  seal: async () => (await import('./seal.ts')).seal,
  bridge: async () => (await import('./bridge.ts')).bridge,
  missing: async () => (await import('./missing.ts')).missing,
  leakage: async () => (await import('./leakage.ts')).leakage,
  effects: async () => (await import('./effects.ts')).effects,
  tiers: async () => (await import('./tiers.ts')).tiers,
  contract: async () => (await import('./contract.ts')).contract,
  suppliers: async () => (await import('./suppliers.ts')).suppliers,
  contracts: async () => (await import('./contracts.ts')).contracts,
  renewals: async () => (await import('./renewals.ts')).renewals,
  duties: async () => (await import('./duties.ts')).duties,
  sourcing: async () => (await import('./sourcing.ts')).sourcing,
  agreements: async () => (await import('./agreements.ts')).agreements,
  agree: async () => (await import('./agreements.ts')).agree,
  query: async () => (await import('./agreements.ts')).queryFigure,
  claims: async () => (await import('./claims.ts')).claims,
  claim: async () => (await import('./claims.ts')).claim,
  'withdraw-claim': async () => (await import('./claims.ts')).withdrawClaimCommand,
  validate: async () => (await import('./validations.ts')).validate,
  validations: async () => (await import('./validations.ts')).validations,
  charges: async () => (await import('./charges.ts')).charges,
  charge: async () => (await import('./charges.ts')).charge,
  stages: async () => (await import('./forecasts.ts')).stages,
  forecast: async () => (await import('./forecasts.ts')).forecast,
  'what-if': async () => (await import('./what-if.ts')).whatIfCommand,
  evidence: async () => (await import('./evidence.ts')).evidence,
  why: async () => (await import('./why.ts')).why,
  verify: async () => (await import('./verify.ts')).verify,
  periods: async () => (await import('./periods.ts')).periods,
  'close-period': async () => (await import('./periods.ts')).closePeriodCommand,
  'reopen-period': async () => (await import('./periods.ts')).reopenPeriodCommand,
  audit: async () => (await import('./audit.ts')).audit,
  openapi: async () => (await import('./openapi.ts')).openapi,
};

/** A command by its name; undefined where there is none of that name. */
export async function commandOf(name: string): Promise<Command | undefined> {
  return Object.hasOwn(places, name) ? places[name]?.() : undefined;
}

/** Every command of the terminal, for whoever asks for help. */
export function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(places).map((read) => read()));
}
