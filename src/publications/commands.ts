import { baselinesOf } from '../baselines/store.ts';
import type { Change } from '../changes/change.ts';
import { monthsChanged, whatChanges } from '../changes/commands.ts';
import type { MonthEffect } from '../changes/month-effect.ts';
import { postBaselineChanges } from '../corrections/commands.ts';
import { readCsv } from '../csv/csv-reader.ts';
import type { Database } from '../database/connect.ts';
import { inTrust, type Tenant, tryInTrust } from '../database/tenant.ts';
import type { Person } from '../imports/commands.ts';
import { newLevels } from '../indices/level.ts';
import { readLevels } from '../indices/level-file.ts';
import { addLevels, levelsOf } from '../indices/store.ts';
import { Problem } from '../problem.ts';

/** What loading published levels does: how many are new, and the figures that they move. */
export interface PublicationEffect {
  readonly rows: number;
  readonly added: number;
  readonly change: Change;
  readonly months: readonly MonthEffect[];
}

/** The text of a file of levels, in pieces. */
export type LevelText = AsyncIterable<string>;

/** What loading a file of levels would change; nothing is saved. */
export async function checkPublication(
  database: Database,
  trustId: string,
  text: LevelText,
  person: Person,
): Promise<PublicationEffect> {
  const rows = await rowsOf(text);
  return tryInTrust(database, trustId, (tenant) => load(tenant, rows, person));
}

/**
 * Loads published levels for good. A month's first level fills in what posted entries could not
 * have; a revised level is kept beside it and changes no posted figure (P7).
 */
export async function loadPublication(
  database: Database,
  trustId: string,
  text: LevelText,
  person: Person,
): Promise<PublicationEffect> {
  const rows = await rowsOf(text);
  return inTrust(database, trustId, (tenant) => load(tenant, rows, person));
}

async function rowsOf(text: LevelText) {
  const rows = [];
  for await (const row of readCsv(text, ',')) rows.push(row);
  const { levels, problems } = readLevels(rows);
  if (problems.length > 0) throw new Problem(problems);
  return levels;
}

async function load(
  tenant: Tenant,
  rows: Awaited<ReturnType<typeof rowsOf>>,
  { by, at }: Person,
): Promise<PublicationEffect> {
  let added = 0;
  const change = await whatChanges(tenant, async () => {
    const series = new Set(rows.map(({ level }) => level.series));
    const loading = newLevels(await levelsOf(tenant, [...series]), rows);
    if ('problems' in loading) throw new Problem(loading.problems);
    added = loading.added.length;
    await addLevels(tenant, loading.added, { by, at });
    const moved = new Set(loading.added.map((level) => level.series));
    const places = (await baselinesOf(tenant)).filter(
      ({ index, approvedAt, withdrawnAt }) =>
        index && moved.has(index.series) && approvedAt !== null && withdrawnAt === null,
    );
    const reason = `Levels of ${[...moved].sort().join(', ')} published`;
    if (places.length > 0) await postBaselineChanges(tenant, places, { by, at, reason });
    return new Map();
  });
  return { rows: rows.length, added, change, months: await monthsChanged(tenant, change) };
}
