import type { Caller } from './access.ts';
import { doors } from './doors.ts';

/** A page that others lie below, and where it is below the trust. */
interface PlacedPage {
  readonly title: string;
  readonly path: string;
}

/** A section of a trust's pages: it begins with the first that is open to whoever asks. */
interface Section {
  readonly title: string;
  readonly pages: readonly PlacedPage[];
}

/** The sections in the order in which they are shown; a page is shown to whom its door opens. */
const sections: readonly Section[] = [
  { title: 'Home', pages: [{ title: 'Home', path: '' }] },
  {
    title: 'Savings',
    pages: [
      { title: 'Savings', path: '/savings' },
      { title: 'From before to now', path: '/bridge' },
      { title: 'Price and volume', path: '/costs' },
      { title: 'What changed', path: '/changes' },
      { title: 'Method', path: '/method' },
    ],
  },
  {
    title: 'Import',
    pages: [
      { title: 'Import', path: '/imports' },
      { title: 'Rows that wait', path: '/queue' },
    ],
  },
  {
    title: 'Contracts',
    pages: [
      { title: 'Contracts', path: '/contracts' },
      { title: 'Renewals', path: '/renewals' },
      { title: 'Prices before', path: '/baselines' },
      { title: 'Schools', path: '/schools' },
      { title: 'Suppliers', path: '/suppliers' },
      { title: 'Tiers and rebates', path: '/tiers' },
      { title: 'Looked for', path: '/sourcing' },
    ],
  },
  {
    title: 'Reports',
    pages: [
      { title: 'Board report', path: '/reports/board' },
      { title: 'Sealed reports', path: '/reports/seals' },
      { title: 'Months', path: '/periods' },
      { title: 'What if', path: '/what-if' },
      { title: 'Evidence', path: '/evidence' },
    ],
  },
  {
    title: 'Access',
    pages: [
      { title: 'People', path: '/people' },
      { title: 'Keys', path: '/keys' },
      { title: 'Who did what', path: '/audit' },
    ],
  },
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

/** The way through the pages of a trust: its sections, and the pages of the one that one is in. */
export interface Navigation {
  readonly sections: readonly NavigationLink[];
  /** Empty where the section has one page, or one is in none. */
  readonly within: readonly NavigationLink[];
}

/** The sections that are open to whoever asks, as seen from one of the pages. */
export function navigationFor(caller: Caller, url: string): Navigation {
  const base = `/trusts/${caller.trustId}`;
  const [here = ''] = url.split('?', 1);
  const linkTo = ({ title, path }: PlacedPage): NavigationLink => {
    const href = `${base}${path}`;
    const isBelow = path !== '' && here.startsWith(`${href}/`);
    return { text: title, href, current: here === href, active: isBelow };
  };
  const open = sections
    .map(({ title, pages }) => {
      const links = pages.filter(({ path }) => mayOpen(caller, path)).map(linkTo);
      return { title, links };
    })
    .filter(({ links }) => links.length > 0);
  const isIn = ({ links }: { readonly links: readonly NavigationLink[] }) =>
    links.some(({ current, active }) => current || active);
  const within = open.find(isIn)?.links ?? [];
  return {
    sections: open.map(({ title, links }) => ({
      text: title,
      href: links[0]?.href ?? base,
      current: links[0]?.current ?? false,
      active: isIn({ links }),
    })),
    within: within.length > 1 ? within : [],
  };
}

/** Whether a page of the trust is open to whoever asks; `path` as the doors have it. */
export function mayOpen({ abilities, limit }: Caller, path: string, method = 'GET'): boolean {
  const door = doors.get(`${method} /trusts/:trust${path}`);
  return door !== undefined && abilities.has(door.ability) && !(limit && door.reach === 'trust');
}
