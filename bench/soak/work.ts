import { setTimeout as delay } from 'node:timers/promises';
import type { Chance } from './chance.ts';
import {
  type Act,
  bringAgain,
  bringAtOnce,
  bringAtTerminal,
  bringInBackground,
  repost,
  undo,
} from './imports.ts';
import { entriesOf, knownReport, report, reportAtTerminal, seal, takeAway } from './questions.ts';
import type { World } from './world.ts';

/** How often each act comes, beside the others. */
const acts: readonly (readonly [name: string, times: number, act: Act])[] = [
  ['brought at once', 4, bringAtOnce],
  ['brought in the background', 4, bringInBackground],
  ['brought at the terminal', 2, bringAtTerminal],
  ['brought again', 2, bringAgain],
  ['taken back', 5, undo],
  ['made again', 2, repost],
  ['report', 8, report],
  ['report of then', 8, knownReport],
  ['taken away', 8, takeAway],
  ['entries', 3, entriesOf],
  ['report at the terminal', 1, reportAtTerminal],
  ['sealed', 1, seal],
];
const hat = acts.flatMap((act) => Array.from({ length: act[1] }, () => act));
const restMilliseconds = 1000;

/** Does one act after the other until it is over; an act that breaks off is a fault. */
export async function workOn(world: World, chance: Chance, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    const [name, , act] = chance.pick(hat);
    const trust = chance.pick(world.trusts);
    try {
      const isDone = await act(world, trust, chance);
      if (isDone !== false) world.notebook.count(name);
    } catch (error) {
      if (world.stopping.aborted) return;
      world.notebook.fault(`${name}, ${trust.name}: ${(error as Error).stack}`);
    }
    await delay(chance.below(restMilliseconds));
  }
}
