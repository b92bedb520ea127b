// An hour of mixed work with killed services and database restarts: npm run bench -- soak [MINUTES [SEED]].
import { type Bench, measured } from './measured.ts';
import { growths } from './soak/flatness.ts';
import { soak } from './soak/soak.ts';

export const soakBench: Bench = async ([minutes = '60', given], print) => {
  const seed = Number(given ?? Math.floor(Math.random() * 2 ** 31));
  print(`seed ${seed}`);
  const stopping = new AbortController();
  const stop = () => stopping.abort(new Error('stopped'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop);
  const found = await soak({
    seconds: Number(minutes) * 60,
    seed,
    secondsBetweenReckonings: 180,
    secondsBetweenTroubles: 20,
    print,
    signal: stopping.signal,
  });
  const { counts, reckonings, flatness, seconds } = found;
  const faults = [...found.faults, ...growths(flatness)];
  const { lines, verifySeconds } = reckonings.at(-1) ?? { lines: 0, verifySeconds: 0 };
  const { tables, ...thirds } = flatness;
  for (const [what, count] of Object.entries(counts)) print(`${what}: ${count}`);
  for (const [what, value] of Object.entries(thirds)) print(`${what}: ${JSON.stringify(value)}`);
  for (const fault of faults) print(`FAULT: ${fault}`);
  if (faults.length > 0) process.exitCode = 1;
  return measured({
    ...{ name: 'soak', lines, seconds, peakMegabytes: flatness.memoryPeak },
    ...{ reference: 'verifying all of it at the end', referenceSeconds: verifySeconds },
    more: { seed, faults, counts, ...thirds, tables, reckonings },
  });
};
