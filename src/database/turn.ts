import { connectToStay } from './connect.ts';
import { inTrust, type Tenant } from './tenant.ts';

/**
 * The right to work for a trust in the background. One process of all has it at a time, and it ends
 * with its connection: what a killed process left half done, the next holder may take up.
 */
export interface Turn {
  readonly trustId: string;
  /** A transaction of the holder; refused when the turn was lost with its connection. */
  inTurn<T>(work: (tenant: Tenant) => Promise<T>): Promise<T>;
  end(): Promise<void>;
}

/** The connection that held a turn is gone, and another process may have the turn. */
export class TurnLost extends Error {}

/** Takes a trust's turn; undefined while another process has it. */
export async function takeTurn(url: string, trustId: string): Promise<Turn | undefined> {
  const database = connectToStay(url);
  const name = `savings-ledger:${trustId}:turn`;
  try {
    const [taken] = await database.client`
      select pg_try_advisory_lock(hashtextextended(${name}, 0)) as mine, pg_backend_pid() as pid`;
    if (taken?.mine) {
      return {
        trustId,
        // The driver opens another connection in the place of a lost one and says nothing.
        inTurn: (work) =>
          inTrust(database, trustId, async (tenant) => {
            const [session] = await tenant.sql`select pg_backend_pid() as pid`;
            if (session?.pid !== taken.pid) throw new TurnLost('the turn was lost');
            return work(tenant);
          }),
        end: () => database.close(),
      };
    }
  } catch (error) {
    await database.close();
    throw error;
  }
  await database.close();
  return undefined;
}
