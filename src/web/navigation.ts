import type { Caller } from './access.ts';
import { doors } from './doors.ts';

/** A section of a trust's pages: the page that it begins with, and where that is. */
interface Section {
  readonly title: string;
  /** The address of its first page below the trust; its other pages lie below that. */
  readonly path: string;
}

/** The sections in the order in which they are shown; a page is shown to whom its door opens. */
const sections: readonly Section[] = [
  { title: 'Savings', path: '/savings' },
  { title: 'What changed', path: '/changes' },
  { title: 'Import', path: '/imports' },
  { title: 'Method', path: '/method' },
];

/** A link of the navigation. */
export interface NavigationLink {
  readonly text: string;
  readonly href: string;
  /** The page itself. */
  readonly current: boolean;
  /** The page, or one below it. */
  readonly active: boolean;
}

/** The sections that are open to whoever asks, as seen from one of the pages. */
export function navigationFor(caller: Caller, url: string): NavigationLink[] {
  const base = `/trusts/${caller.trustId}`;
  const [here = ''] = url.split('?', 1);
  return sections
    .filter(({ path }) => mayOpen(caller, path))
    .map(({ title, path }) => {
      const href = `${base}${path}`;
      const isBelow = path !== '' && here.startsWith(`${href}/`);
      return { text: title, href, current: here === href, active: isBelow };
    });
}

/** Whether a page of the trust is open to whoever asks; `path` as the doors have it. */
export function mayOpen({ abilities, limit }: Caller, path: string, method = 'GET'): boolean {
  const door = doors.get(`${method} /trusts/:trust${path}`);
  return door !== undefined && abilities.has(door.ability) && !(limit && door.reach === 'trust');
}
