// What is done with files: brought in three ways, brought again, taken back, made again.
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answered, Asked } from './careful-client.ts';
import type { Chance } from './chance.ts';
import { runCommand } from './product.ts';
import { type SoakFile, type Tally, writeSoakFile } from './supplier-files.ts';
import type { SoakTrust, World } from './world.ts';

/** One act on one trust; it ends when it is done, whatever happened meanwhile. False if nothing was to do. */
export type Act = (world: World, trust: SoakTrust, chance: Chance) => Promise<unknown>;

const nothing: Tally = { lines: 0, net: 0 };

/** An answer that has to be that of success; what else it was is a fault. */
async function done({ notebook }: World, { client }: SoakTrust, asked: Asked): Promise<Answered> {
  const answer = await client.ask(asked);
  if (answer.status >= 400) {
    notebook.fault(`${asked.method ?? 'GET'} ${asked.path}: ${answer.status} ${answer.text}`);
  }
  return answer;
}

/** A file that has to be brought: a new one, or one that was taken back. */
async function fileToBring(trust: SoakTrust, chance: Chance): Promise<SoakFile> {
  const undone = trust.files.filter((file) => !file.isBusy && !file.isPosted);
  if (undone.length > 0 && chance.oneIn(2)) return claim(chance.pick(undone));
  const whole = trust.files.filter((file) => isFree(file) && file.own.lines > 0);
  const repeated = whole.length > 0 && chance.oneIn(4) ? chance.pick(whole) : undefined;
  if (repeated) repeated.isRepeated = true;
  const lines = 20 + 5 * chance.below(chance.oneIn(8) ? 400 : 60);
  // The number is taken before the file is written, or two at once would have the same.
  const number = trust.files.length + 1;
  const place = { number, schools: trust.schools, lines };
  const reserved = { name: '', path: '', own: nothing, earlier: nothing };
  const file: SoakFile = { ...reserved, isPosted: false, isBusy: true, isRepeated: false };
  trust.files.push(file);
  return Object.assign(file, await writeSoakFile(trust.folder, place, chance, repeated));
}

const isFree = ({ isPosted, isBusy }: SoakFile) => isPosted && !isBusy;

function claim(file: SoakFile): SoakFile {
  file.isBusy = true;
  return file;
}

const upload = (path: string, { name }: SoakFile, body: string): Asked => ({
  method: 'POST',
  path: `${path}file=${name}`,
  body,
});

/** Marks the file as posted; what was newly posted has to be its own lines to the penny. */
function posted(
  world: World,
  file: SoakFile,
  result: { newly_posted?: { rows: number; net: string } },
) {
  const { rows, net } = result?.newly_posted ?? { rows: 0, net: '0.00' };
  if (rows !== file.own.lines || Number(net.replace('.', '')) !== file.own.net) {
    const due = JSON.stringify(file.own);
    world.notebook.fault(`${file.name}: posted ${rows} rows, ${net} net, and not ${due}`);
  }
  file.isPosted = true;
  file.isBusy = false;
}

/** Sends a file and confirms it while the caller waits. */
export const bringAtOnce: Act = async (world, trust, chance) => {
  const file = await fileToBring(trust, chance);
  const text = await readFile(file.path, 'utf8');
  const { told } = await done(world, trust, upload('/imports?', file, text));
  if (chance.oneIn(3)) {
    await done(world, trust, { method: 'POST', path: `/imports/${told?.id}/check` });
  }
  const path = `/imports/${told?.id}/confirm`;
  posted(world, file, (await done(world, trust, { method: 'POST', path })).told);
};

/** Sends a file to be posted in the background; now and then the run is cancelled, and asked for again. */
export const bringInBackground: Act = async (world, trust, chance) => {
  const file = await fileToBring(trust, chance);
  const text = await readFile(file.path, 'utf8');
  let { told: run } = await done(world, trust, upload('/runs?work=confirm&', file, text));
  if (chance.oneIn(6)) {
    const cancelled = await trust.client.ask({ method: 'DELETE', path: `/runs/${run?.id}` });
    world.notebook.count(`cancelled: ${cancelled.told?.errors?.[0]?.code ?? 'yes'}`);
  }
  for (;;) {
    const { told } = await done(world, trust, { path: `/runs/${run?.id}` });
    if (told?.state === 'done') return posted(world, file, told.result);
    if (told?.state === 'cancelled' || told?.problem?.errors?.[0]?.code === 'run.broken-off') {
      world.notebook.count(`run ${told.state}`);
      const path = `/imports/${told.import}/runs`;
      const again = { method: 'POST' as const, path, body: { work: 'confirm' } };
      run = (await done(world, trust, again)).told;
    } else if (told?.state !== 'queued' && told?.state !== 'running') {
      return world.notebook.fault(`${file.name}: its run ended as ${JSON.stringify(told)}`);
    }
    await delay(400);
  }
};

/** Imports a file by the terminal's command; now and then that is killed, and begun again. */
export const bringAtTerminal: Act = async (world, trust, chance) => {
  const file = await fileToBring(trust, chance);
  const words = ['import', file.path, '--confirm', '--trust', trust.name, '--json'];
  let isUncertain = chance.oneIn(2);
  let killed = [
    world.stopping,
    ...(isUncertain ? [AbortSignal.timeout(500 + chance.below(4000))] : []),
  ];
  for (let tries = 0; ; tries++) {
    const { code, output, errors } = await runCommand(
      world.databaseUrl,
      words,
      AbortSignal.any(killed),
    );
    world.stopping.throwIfAborted();
    if (code === 0) {
      const [result] = JSON.parse(output).files;
      const isThere = isUncertain && result.newly_posted.rows === 0;
      return posted(world, file, isThere ? { newly_posted: asTold(file.own) } : result);
    }
    const isGone = code === null || /database/i.test(errors);
    if (!isGone || tries > 60) {
      return world.notebook.fault(`${file.name}: the command ended with ${code}: ${errors}`);
    }
    world.notebook.count(code === null ? 'command killed' : 'command without its database');
    [isUncertain, killed] = [true, [world.stopping]];
    await delay(1000);
  }
};

const asTold = ({ lines, net }: Tally) => ({ rows: lines, net: (net / 100).toFixed(2) });

/** Does something with a posted file that nobody else is at, if there is one. */
function onPosted(
  act: (world: World, trust: SoakTrust, file: SoakFile) => Promise<void>,
  isFit: (file: SoakFile) => boolean = () => true,
): Act {
  return async (world, trust, chance) => {
    const fit = trust.files.filter((file) => isFree(file) && isFit(file));
    if (fit.length === 0) return false;
    const file = claim(chance.pick(fit));
    await act(world, trust, file);
    file.isBusy = false;
    return true;
  };
}

/** The same bytes again: they are recognised, and nothing is posted. */
export const bringAgain = onPosted(async (world, trust, file) => {
  const text = await readFile(file.path, 'utf8');
  const { told } = await done(world, trust, upload('/imports?', file, text));
  const path = `/imports/${told?.id}/confirm`;
  const { told: result } = await done(world, trust, { method: 'POST', path });
  if (result?.newly_posted.rows !== 0) {
    world.notebook.fault(`${file.name}: came again and posted ${JSON.stringify(result)}`);
  }
});

async function postedImport(world: World, trust: SoakTrust, { name }: SoakFile): Promise<string> {
  for (let after = ''; ; ) {
    const path = `/imports?state=posted&limit=200${after}`;
    const { told } = await done(world, trust, { path });
    const found = told.items.find((item: { file: string }) => item.file === name);
    if (found) return found.id;
    if (!told.next) throw new Error(`${trust.name}: ${name} was told as posted and is not there`);
    after = `&after=${encodeURIComponent(told.next)}`;
  }
}

/** Takes a posted file back whole; one that others repeat a part of stays. */
export const undo = onPosted(
  async (world, trust, file) => {
    const id = await postedImport(world, trust, file);
    const body = { reason: 'Soak' };
    const answer = await done(world, trust, { method: 'POST', path: `/imports/${id}/undo`, body });
    file.isPosted = answer.status >= 400;
  },
  ({ isRepeated }) => !isRepeated,
);

/** Makes a posted file's entries again. */
export const repost = onPosted(async (world, trust, file) => {
  const id = await postedImport(world, trust, file);
  await done(world, trust, { method: 'POST', path: `/imports/${id}/repost`, body: {} });
});
