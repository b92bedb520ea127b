import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { designSystem, sources } from './folders.ts';
import type { FontFile } from './typeface.ts';

/** The styles of all pages, and the address under which they never change. */
export interface Styles {
  readonly text: string;
  readonly url: string;
}

/**
 * The compiled styles of the GOV.UK Design System without what is reserved for GOV.UK, its typeface
 * and its crest, with our typeface and ours on top.
 */
export function readStyles(typeface: readonly FontFile[]): Styles {
  const compiled = readFileSync(join(designSystem, 'govuk', 'govuk-frontend.min.css'), 'utf8');
  const own = readFileSync(join(sources, 'web/assets/identity.css'), 'utf8');
  const fonts = typeface.map(({ rule }) => rule).join('');
  const text = fonts + withoutReserved(compiled) + own;
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { text, url: `/assets/styles.css?v=${hash}` };
}

/** Takes the typeface and the crest of GOV.UK out of its styles. */
export function withoutReserved(css: string): string {
  return css
    .replace(/\/\*![^*]*\*+([^/*][^*]*\*+)*\//g, '')
    .replace(/@font-face\{[^}]*\}/g, '')
    .replaceAll('GDS Transport,arial,sans-serif', 'Inter,system-ui,arial,sans-serif')
    .replace(/[^{}]*\{[^{}]*url\([^)]*govuk-crest[^)]*\)[^{}]*\}/g, '')
    .replace('@charset "UTF-8";', '')
    .replace('/*# sourceMappingURL=govuk-frontend.min.css.map */', '');
}
