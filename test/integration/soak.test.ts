// The soak of `npm run bench -- soak`, for as long as a run of all tests can bear.
import t from 'tap';
import { soak } from '../../bench/soak/soak.ts';

t.setTimeout(900_000);

t.test(
  'mixed work with killed services and a database that goes away leaves the ledger whole',
  async (t) => {
    const stopping = new AbortController();
    t.teardown(() => stopping.abort());
    const seed = Number(process.env.SOAK_SEED ?? Date.now() % 2 ** 31);
    t.comment(`SOAK_SEED=${seed}`);
    const { faults, counts, reckonings, flatness } = await soak({
      seconds: 70,
      seed,
      secondsBetweenReckonings: 35,
      secondsBetweenTroubles: 4,
      print: (text) => t.comment(text),
      signal: stopping.signal,
    });
    // Each by itself: a list of failures shows the first line of each.
    for (const fault of faults) t.fail(`SOAK_SEED=${seed}: ${fault}`);
    t.equal(faults.length, 0, 'what was told is there once, to the penny, and verifies');
    t.ok(
      (counts['service killed'] ?? 0) + (counts['database crashed'] ?? 0) > 0,
      'in spite of troubles',
    );
    t.ok((reckonings.at(-1)?.lines ?? 0) > 0, 'of an installation that has posted something');
    t.ok(flatness.memory.last > 0 && flatness.connections.last > 0, 'while it was watched');
  },
);
