// A process of its own that builds trusts as it is told, one of several beside each other, as a service and its workers are.
import { join } from 'node:path';
import { connect } from '../src/database/connect.ts';
import { buildTrust, type Size } from './trust.ts';

/** A trust to be built, by its place among all. */
export interface Order {
  readonly index: number;
  readonly size: Size;
}

const [url = '', folder = ''] = process.argv.slice(2);
const database = connect({ url });
process.on('message', async ({ index, size }: Order) => {
  const id = await buildTrust(database, join(folder, `group-${index}`), size);
  process.send?.(id);
});
process.on('disconnect', () => void database.close());
