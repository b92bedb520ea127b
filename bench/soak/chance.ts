/** Chances that come again with the same seed. */
export interface Chance {
  /** A whole number from 0 on, below that one. */
  below(end: number): number;
  pick<Thing>(things: readonly Thing[]): Thing;
  /** Whether the one of so many cases has come. */
  oneIn(cases: number): boolean;
}

/** The chances of a seed, each worker's with a name of its own (the generator is mulberry32). */
export function chanceOf(seed: number, name: string): Chance {
  let state = [...name].reduce((sum, letter) => Math.imul(sum, 31) + letter.charCodeAt(0), seed);
  const below = (end: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * end);
  };
  return {
    below,
    pick: (things) => {
      const thing = things[below(things.length)];
      if (thing === undefined) throw new RangeError('there is nothing to pick from');
      return thing;
    },
    oneIn: (cases) => below(cases) === 0,
  };
}
