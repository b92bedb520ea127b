// A round of a soak: everybody works for a while, troubles come, and it is watched what that takes.
import { setTimeout as delay } from 'node:timers/promises';
import { chanceOf } from './chance.ts';
import type { OwnServer } from './own-server.ts';
import type { Service } from './product.ts';
import { type Sample, sample } from './samples.ts';
import type { Trouble } from './troubles.ts';
import { workOn } from './work.ts';
import type { World } from './world.ts';

export interface SoakOptions {
  readonly seconds: number;
  /** The same chances come again with it; what they meet depends on the machine's timing. */
  readonly seed: number;
  /** Work goes on for so long, then all is quiet and held against the files. */
  readonly secondsBetweenReckonings: number;
  readonly secondsBetweenTroubles: number;
  readonly print: (text: string) => void;
  /** Stops it: what was found so far is lost, and no process is left. */
  readonly signal: AbortSignal;
}

/** What the parts of a soak have to do with. */
export interface Stage {
  readonly options: SoakOptions;
  readonly server: OwnServer;
  readonly services: readonly Service[];
  readonly world: World;
  /** Each comes before any comes again. */
  readonly troubles: Trouble[];
  readonly faults: readonly string[];
  readonly second: () => number;
  readonly samples: Sample[];
}

const workers = 5;
const sampleEveryMilliseconds = 2_000;
const samplesBetweenLines = 15;

/** Everybody works until the round is over, and then ends what it is at. */
export async function workFor(stage: Stage, round: number): Promise<void> {
  const { options, world, second } = stage;
  const { seconds, secondsBetweenReckonings, seed, signal } = options;
  const until = Math.min(second() + secondsBetweenReckonings, seconds);
  const isOver = () => second() >= until || signal.aborted;
  const names = Array.from({ length: workers }, (_, index) => `worker ${round}.${index}`);
  await Promise.all([
    ...names.map((name) => workOn(world, chanceOf(seed, name), isOver)),
    trouble(stage, round, isOver),
    watch(stage, isOver),
  ]);
}

async function trouble(stage: Stage, round: number, isOver: () => boolean): Promise<void> {
  const { options, world, troubles, second } = stage;
  const chance = chanceOf(options.seed, `troubles ${round}`);
  for (;;) {
    const comesAt = second() + options.secondsBetweenTroubles * (0.5 + chance.below(100) / 100);
    while (second() < comesAt && !isOver()) await delay(200);
    const next = isOver() ? undefined : troubles.shift();
    if (!next) return;
    await next.befall();
    world.notebook.count(next.name);
    troubles.push(next);
  }
}

async function watch(stage: Stage, isOver: () => boolean): Promise<void> {
  const { server, services, second, samples, options } = stage;
  while (!isOver()) {
    const taken = await sample(server, services, second());
    if (taken) samples.push(taken);
    if (taken && samples.length % samplesBetweenLines === 0)
      options.print(passingLine(stage, taken));
    await delay(sampleEveryMilliseconds);
  }
}

function passingLine({ world, faults }: Stage, { second, memory, connections }: Sample): string {
  const files = world.trusts.flatMap((trust) => trust.files);
  const posted = files.filter(({ isPosted }) => isPosted).length;
  return `${second} s: ${posted} of ${files.length} files posted, ${JSON.stringify(memory)} MB, ${connections} connections, ${faults.length} faults`;
}
