// Benchmarks by name: npm run bench -- NAME [SIZE…] [--json]. Each prints ratios of one run on one machine.
import { closePeriodBench, reimportBench, restateBench, undoBench, verifyBench } from './acts.ts';
import { csvBench } from './csv.ts';
import { englandBench } from './england.ts';
import { exportBench } from './export.ts';
import { httpBench } from './http.ts';
import { importBench } from './import.ts';
import type { Bench } from './measured.ts';
import { pagesBench } from './pages.ts';
import { peersBench } from './peers.ts';
import { registerBench } from './register.ts';
import { reportBench } from './report.ts';
import { soakBench } from './soak.ts';
import { standbyBench } from './standby.ts';

const benches: Record<string, Bench> = {
  'close-period': closePeriodBench,
  csv: csvBench,
  england: englandBench,
  export: exportBench,
  http: httpBench,
  import: importBench,
  pages: pagesBench,
  peers: peersBench,
  register: registerBench,
  reimport: reimportBench,
  report: reportBench,
  restate: restateBench,
  standby: standbyBench,
  soak: soakBench,
  undo: undoBench,
  verify: verifyBench,
};

const [name = '', ...words] = process.argv.slice(2);
const isJson = words.includes('--json');
const bench = benches[name];
if (bench) {
  // With --json the one object is all of the output; how far it is goes beside it.
  const print = isJson ? console.error : console.log;
  const found = await bench(
    words.filter((word) => word !== '--json'),
    print,
  );
  if (isJson) console.log(JSON.stringify(found));
} else {
  console.error(`There is no benchmark '${name}'. There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
