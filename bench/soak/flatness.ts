import type { Sample, Tables } from './samples.ts';

/** A figure in the first, the second and the last third of the time. */
export interface Thirds {
  readonly first: number;
  readonly middle: number;
  readonly last: number;
}

/** What ought to be as large at the end as at the beginning. */
export interface Flatness {
  /** Of the service that stays, in megabytes, on average. */
  readonly memory: Thirds;
  readonly memoryPeak: number;
  /** Of all services and commands while they work, on average. */
  readonly connections: Thirds;
  /** Bytes of all tables and indexes for each row that counts. */
  readonly bytesPerRow: Thirds;
  /** Dead rows for each row that counts. */
  readonly deadPerRow: Thirds;
  /** Bytes of the tables whose rows come and go. */
  readonly passingBytes: Thirds;
  readonly tables: readonly Tables[];
}

/** Compares the thirds; of what was measured once only, both are the same. */
export function flatness(
  samples: readonly Sample[],
  tables: readonly Tables[],
  steady: string,
): Flatness {
  const memory = samples.flatMap((each) => each.memory[steady] ?? []);
  const passing = ({ passing: each }: Tables) =>
    Object.values(each).reduce((sum, { bytes }) => sum + bytes, 0);
  return {
    memory: thirdsOf(memory),
    memoryPeak: Math.max(...memory),
    connections: thirdsOf(samples.map(({ connections }) => connections)),
    bytesPerRow: thirdsOf(tables.map(({ bytes, rows }) => bytes / rows)),
    deadPerRow: thirdsOf(tables.map(({ deadRows, rows }) => deadRows / rows)),
    passingBytes: thirdsOf(tables.map(passing)),
    tables,
  };
}

/**
 * By how much a figure of the last third may be above that of the second, in the first of which a process still
 * warms up. Bytes a row fall as rows are added; dead rows and passing tables come and go with the vacuum.
 */
const bounds = {
  memory: 1.15,
  connections: 1.3,
  bytesPerRow: 1.1,
  deadPerRow: 1.5,
  passingBytes: 1.5,
} as const;

/** Fewer dead rows than this for each row that counts the vacuum leaves where they are: no growth, however few there were. */
const leftByVacuum = 0.2;

/** What has grown beyond its bound, in words. */
export function growths(found: Flatness): string[] {
  return Object.entries(bounds).flatMap(([what, bound]) => {
    const { middle, last } = found[what as keyof typeof bounds];
    const isAsUsual = what === 'deadPerRow' && last < leftByVacuum;
    return isAsUsual || last <= middle * bound ? [] : [`${what} grew from ${middle} to ${last}`];
  });
}

function thirdsOf(values: readonly number[]): Thirds {
  const third = Math.max(1, Math.floor(values.length / 3));
  const middle = values.slice(third, -third);
  return {
    first: average(values.slice(0, third)),
    middle: average(middle.length > 0 ? middle : values),
    last: average(values.slice(-third)),
  };
}

const average = (values: readonly number[]) =>
  Number((values.reduce((sum, value) => sum + value, 0) / values.length).toPrecision(4));
