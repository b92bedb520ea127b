// What has to be true whenever nobody is at work: the ledger is what was told of it, and verifies.
import type { OwnServer } from './own-server.ts';
import { runCommand } from './product.ts';
import type { SoakTrust, World } from './world.ts';

/** What the reckoning found in all. */
export interface Reckoning {
  readonly lines: number;
  readonly entries: number;
  readonly verifySeconds: number;
}

/** Holds all trusts against their files and verifies them; each difference is a fault. */
export async function reckon(world: World, server: OwnServer): Promise<Reckoning> {
  for (const trust of world.trusts) await holdAgainstFiles(world, server, trust);
  const [stuck] = await server.ask(
    (sql) => sql`
      select count(*)::int as runs, (select count(*)::int from open_run) as open
      from run where state in ('queued', 'running')`,
  );
  if (stuck?.runs || stuck?.open) world.notebook.fault(`runs are stuck: ${JSON.stringify(stuck)}`);
  return verify(world);
}

/** Lines, net and cost by file, as the tables have them, against what each file says. */
async function holdAgainstFiles({ notebook }: World, server: OwnServer, trust: SoakTrust) {
  const stored = await server.ask(
    (sql) => sql`
      select split_part(i.number, '-', 1) || '.csv' as name, count(*)::int as lines,
        sum(l.net)::float as net, sum(c.cost)::float as cost
      from invoice_line l
      join invoice i on i.trust_id = l.trust_id and i.id = l.invoice_id
      cross join lateral (
        select sum(e.cost) as cost from ledger_entry e
        where e.trust_id = l.trust_id and e.line_id = l.id) c
      where l.trust_id = ${trust.id} and not exists (
        select 1 from line_withdrawal w where w.trust_id = l.trust_id and w.line_id = l.id)
      group by 1`,
  );
  const found = new Map(stored.map(({ name, lines, net, cost }) => [name, { lines, net, cost }]));
  for (const { name, isPosted, own } of trust.files) {
    // The schools recover their VAT whole, so that a line costs its net.
    const due = isPosted ? { ...own, cost: own.net } : undefined;
    const there = found.get(name);
    found.delete(name);
    if (
      JSON.stringify(there) ===
      JSON.stringify(due && { lines: due.lines, net: due.net, cost: due.cost })
    )
      continue;
    notebook.fault(
      `${trust.name}, ${name}: ${JSON.stringify(there)} and not ${JSON.stringify(due)}`,
    );
  }
  if (found.size > 0) notebook.fault(`${trust.name}: lines of no file: ${[...found.keys()]}`);
  const due = trust.files.reduce((sum, { isPosted, own }) => sum + (isPosted ? own.net : 0), 0);
  const { told } = await trust.client.ask({ path: '/savings?by=school' });
  const cost = told?.total?.cost;
  if (cost !== (due / 100).toFixed(2)) {
    notebook.fault(`${trust.name}: the report has a cost of ${cost} and not ${due / 100}`);
  }
}

async function verify({ databaseUrl, notebook }: World): Promise<Reckoning> {
  const started = performance.now();
  const { code, output, errors } = await runCommand(databaseUrl, ['verify', '--all', '--json']);
  const verifySeconds = (performance.now() - started) / 1000;
  if (code !== 0) notebook.fault(`verify ended with ${code}: ${errors} ${output.slice(0, 2000)}`);
  const { trusts } = code === 0 ? JSON.parse(output) : { trusts: [] };
  let [lines, entries] = [0, 0];
  for (const { checked } of trusts)
    [lines, entries] = [lines + checked.lines, entries + checked.entries];
  return { lines, entries, verifySeconds };
}
