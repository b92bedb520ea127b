// Keeps the folder map in ARCHITECTURE.md true: who may import whom, checked on every run.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import t from 'tap';

/** In order: a slice's core may import the cores before it, never one after. */
const spine = [
  'money',
  'calendar',
  'csv',
  'charts',
  'workbooks',
  'einvoices',
  'files',
  'schools',
  'limits',
  'audit',
  'access',
  'people',
  'sessions',
  'mail',
  'passwords',
  'openid',
  'invitations',
  'sign-in',
  'contracts',
  'suppliers',
  'renewals',
  'feeds',
  'amendments',
  'duties',
  'reminders',
  'indices',
  'baselines',
  'evidence',
  'texts',
  'attachments',
  'invoices',
  'imports',
  'decisions',
  'documents',
  'versions',
  'allocation',
  'savings',
  'explanations',
  'periods',
  'ledger',
  'watch',
  'reports',
  'tracing',
  'restatements',
  'methods',
  'seals',
  'bridges',
  'leakage',
  'effects',
  'tiers',
  'values',
  'register',
  'agreed-prices',
  'agreements',
  'claims',
  'validations',
  'charges',
  'forecasts',
  'forecasting',
  'lines',
  'posting',
  'confirmations',
  'mending',
  'corrections',
  'changes',
  'approvals',
  'derivations',
  'publications',
  'undos',
  'reposts',
  'scenarios',
  'replacements',
  'settlements',
  'dismissals',
  'teachings',
  'queue',
  'closings',
  'runs',
  'workers',
  'loading',
  'rereading',
  'verification',
  'workings',
  'overviews',
  'trusts',
  'contract-terms',
  'trust-calendar',
  'variations',
  'contract-sheets',
  'conversions',
  'sourcing',
  'quotations',
  'awards',
  'packs',
  'contract-register',
  'supplier-register',
  'contract-entry',
  'school-entry',
  'register-files',
  'board-papers',
  'home',
];
const shell = ['store.ts', 'commands.ts', 'routes.ts', 'pages.ts'];
/** The few packages that the core may use, and the only folders that may use each. */
const homes: Record<string, readonly string[]> = {
  'decimal.js': ['money'],
  'csv-stringify/sync': ['csv'],
  'fastest-levenshtein': ['suppliers'],
  'iconv-lite': ['csv', 'einvoices'],
  'd3-scale': ['charts'],
  'd3-shape': ['charts'],
  'write-excel-file/node': ['charts'],
  pdfkit: ['board-papers'],
  yauzl: ['workbooks', 'texts'],
  saxes: ['workbooks', 'einvoices', 'texts'],
  unpdf: ['texts'],
  'node:zlib': ['workbooks'],
  'node:crypto': ['ledger', 'invoices', 'access', 'sessions', 'passwords', 'openid', 'seals'],
};
const longest = 250;
/** Files that are one thing by design and longer than a screenful of ideas. */
const mayBeLong = ['database/tables.ts'];

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' }).filter((path) =>
  path.endsWith('.ts'),
);

const sliceOf = (path: string) => posix.dirname(path);
const isInSlice = (path: string) => spine.includes(sliceOf(path));
const isShell = (path: string) => isInSlice(path) && shell.includes(posix.basename(path));
const isCore = (path: string) => path === 'problem.ts' || (isInSlice(path) && !isShell(path));
const isLater = (path: string, than: string) =>
  spine.indexOf(sliceOf(path)) > spine.indexOf(sliceOf(than));

function importsOf(path: string): { target: string; path: string; isLocal: boolean }[] {
  const source = readFileSync(`src/${path}`, 'utf8');
  return [...source.matchAll(/^(?:import|export)\b[^;]*?\bfrom '([^']+)';/gm)].map(
    ([, target = '']) => ({
      target,
      isLocal: target.startsWith('.'),
      path: target.startsWith('.') ? posix.join(posix.dirname(path), target) : target,
    }),
  );
}

function mayImport(from: string, to: { target: string; path: string; isLocal: boolean }): boolean {
  if (isCore(from)) {
    if (!to.isLocal) return homes[to.target]?.includes(sliceOf(from)) ?? false;
    return isCore(to.path) && !isLater(to.path, from);
  }
  if (!isShell(from) || !to.isLocal) return true;
  if (isInSlice(to.path) && isLater(to.path, from)) return false;
  const [mine, theirs] = [posix.basename(from), posix.basename(to.path)];
  if (mine === 'store.ts') {
    const isOwn = sliceOf(from) === sliceOf(to.path);
    return isCore(to.path) || isOwn || to.path.startsWith('database/') || theirs === 'store.ts';
  }
  if (mine === 'commands.ts') return !to.path.startsWith('web/') && theirs !== 'routes.ts';
  return true;
}

t.test('every file imports only what stands before it', async (t) => {
  for (const path of sources) {
    for (const target of importsOf(path)) {
      t.ok(mayImport(path, target), `src/${path} may not import ${target.target}`);
    }
  }
});

t.test('a core is pure and has its unit test', async (t) => {
  for (const path of sources.filter(isCore)) {
    const source = readFileSync(`src/${path}`, 'utf8');
    t.notMatch(
      source,
      /new Date\(\)|Date\.now|Math\.random/,
      `src/${path}: pass time and chance in`,
    );
    if (!/^export (?:async )?function/m.test(source)) continue;
    const test = `test/unit/${path.replace(/\.ts$/, '.test.ts')}`;
    t.ok(existsSync(test), `src/${path} needs ${test}`);
  }
});

t.test('no slice is empty, and every folder has its place', async (t) => {
  const folders = new Set(sources.map(sliceOf).filter((folder) => folder !== '.'));
  for (const slice of spine) t.ok(folders.has(slice), `src/${slice} has no files`);
  for (const folder of folders) {
    t.ok([...spine, 'database', 'web', 'cli'].includes(folder), `src/${folder} has no place`);
  }
});

t.test('no file outgrows a reader', async (t) => {
  for (const path of sources) {
    const lines = readFileSync(`src/${path}`, 'utf8').split('\n').length;
    t.ok(lines <= longest || mayBeLong.includes(path), `src/${path} has ${lines} lines`);
  }
});
