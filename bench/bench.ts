// Benchmarks by name: npm run bench -- import [LINES]. Each prints ratios of one run on one machine.
import { csvBench } from './csv.ts';
import { httpBench } from './http.ts';
import { importBench } from './import.ts';
import { pagesBench } from './pages.ts';
import { registerBench } from './register.ts';
import { reportBench } from './report.ts';

const benches: Record<string, (args: readonly string[]) => Promise<void>> = {
  csv: csvBench,
  http: httpBench,
  import: importBench,
  pages: pagesBench,
  register: registerBench,
  report: reportBench,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = benches[name];
if (bench) await bench(args);
else {
  console.error(`There is no benchmark '${name}'. There are: ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
}
