import type { Sql } from 'postgres';

/** How much of a pool is taken: transactions that are open, and those that wait for a connection. */
export interface PoolUse {
  open: number;
  waiting: number;
}

const uses = new WeakMap<Sql, PoolUse>();

/** How much of a pool is taken. */
export const useOf = (client: Sql): PoolUse => uses.get(client) ?? { open: 0, waiting: 0 };

/** Counts from now on who takes a connection of a pool for a transaction, and who waits for one. */
export function countUse(client: Sql): Sql {
  const use = { open: 0, waiting: 0 };
  uses.set(client, use);
  const reserve = client.reserve.bind(client);
  client.reserve = async () => {
    use.waiting += 1;
    try {
      const connection = await reserve();
      use.open += 1;
      const release = connection.release.bind(connection);
      connection.release = () => {
        use.open -= 1;
        release();
      };
      return connection;
    } finally {
      use.waiting -= 1;
    }
  };
  return client;
}
