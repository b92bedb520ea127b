import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { designSystem, sources } from './folders.ts';

/** The styles of all pages, and the address under which they never change. */
export interface Styles {
  readonly text: string;
  readonly url: string;
}

/**
 * The compiled styles of the GOV.UK Design System without what is reserved for GOV.UK, its typeface
 * and its crest, and ours on top.
 */
export function readStyles(): Styles {
  const compiled = readFileSync(join(designSystem, 'govuk', 'govuk-frontend.min.css'), 'utf8');
  const text = withoutReserved(compiled) + readFileSync(join(sources, 'web/assets/identity.css'));
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
    .replace('/*# sourceMappingURL=govuk-frontend.min.css.map */', '');
}
