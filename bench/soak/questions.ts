// What is asked of a trust while others write: reports of now and of then, exports, seals.
import { createHash } from 'node:crypto';
import type { Act } from './imports.ts';
import { runCommand } from './product.ts';

const cuts = ['school', 'contract,month', 'school,item,month', 'school,contract,item,month'];
const formats = ['application/json', 'text/csv', 'application/x-ndjson'];
const exports = [
  '/register/csv',
  '/register/ocds',
  '/bridges?base_from=2025-09&base_to=2025-11&from=2026-02&to=2026-04',
  '/missing-invoices',
  '/journals?limit=200',
  '/imports?limit=200',
  '/queue',
  '/periods',
  '/runs?limit=200',
  '/audit?limit=200',
];

/** A report of now, in one of its forms. */
export const report: Act = async ({ notebook }, { client }, chance) => {
  const path = `/savings?by=${chance.pick(cuts)}`;
  const { status, text } = await client.ask({ path, accept: chance.pick(formats) });
  if (status !== 200) notebook.fault(`${path}: ${status} ${text}`);
};

/** A report as it was known at a journal: the same bytes each time, whatever was posted since. */
export const knownReport: Act = async ({ notebook }, { client, known, name }, chance) => {
  const now = await client.ask({ path: '/savings?by=school' });
  const seen = [...known.keys()];
  const by = `by=${chance.pick(['school', 'item', 'month'])}`;
  const fresh = `/savings?${by}&as_known_at=${now.told?.journal}`;
  const path = seen.length > 0 && !chance.oneIn(3) ? chance.pick(seen) : fresh;
  const { status, text } = await client.ask({ path });
  if (status !== 200) {
    notebook.fault(`${path}: ${status} ${text}`);
    return;
  }
  const digest = createHash('sha256').update(text).digest('hex');
  const before = known.get(path) ?? digest;
  if (before !== digest) notebook.fault(`${name}, ${path}: other bytes than before`);
  known.set(path, digest);
};

/** A list or an export. */
export const takeAway: Act = async ({ notebook }, { client }, chance) => {
  const path = chance.pick(exports);
  const { status, text } = await client.ask({ path });
  if (status !== 200) notebook.fault(`${path}: ${status} ${text}`);
};

/** All entries of a journal, as a stream of lines. */
export const entriesOf: Act = async ({ notebook }, { client }, chance) => {
  const { told } = await client.ask({ path: '/savings?by=school' });
  const path = `/journals/${1 + chance.below(Math.max(told?.journal ?? 1, 1))}/entries`;
  const { status, text } = await client.ask({ path, accept: 'application/x-ndjson' });
  if (status !== 200 && told?.journal > 0) notebook.fault(`${path}: ${status} ${text}`);
};

/** Seals the report of now; the check of all seals writes it again to the byte. */
export const seal: Act = async ({ notebook }, { client }) => {
  const { told } = await client.ask({ path: '/savings?by=school' });
  if (told?.journal === 0) return false;
  const body = { title: 'Soak', by: ['school'] };
  const sealed = await client.ask({ method: 'POST', path: '/seals', body });
  if (sealed.status !== 201) notebook.fault(`/seals: ${sealed.status} ${sealed.text}`);
  return true;
};

/** The report by the terminal's command, which may find its database gone. */
export const reportAtTerminal: Act = async ({ databaseUrl, notebook }, { name }) => {
  const words = ['report', '--trust', name, '--format', 'csv'];
  const { code, errors } = await runCommand(databaseUrl, words);
  if (code === 0) return;
  if (/database/i.test(errors)) return notebook.count('command without its database');
  notebook.fault(`${words.join(' ')} ended with ${code}: ${errors}`);
};
