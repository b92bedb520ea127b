import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { designSystem, sources } from './folders.ts';

/** A script of the pages, and the address under which it never changes. */
export interface Script {
  readonly path: string;
  readonly url: string;
  readonly text: string;
}

/**
 * The scripts of the Design System, and ours that starts them. Everything works without: they fold
 * the navigation on narrow screens, bring the focus to what is wrong and keep from sending twice.
 */
export function readScripts(): { readonly first: Script; readonly all: readonly Script[] } {
  const components = scriptAt(
    '/assets/design-system.js',
    readFileSync(join(designSystem, 'govuk', 'govuk-frontend.min.js'), 'utf8').replace(
      '//# sourceMappingURL=govuk-frontend.min.js.map',
      '',
    ),
  );
  const own = readFileSync(join(sources, 'web/assets/comfort.js'), 'utf8');
  const first = scriptAt('/assets/comfort.js', own.replace('DESIGN_SYSTEM', components.url));
  return { first, all: [components, first] };
}

function scriptAt(path: string, text: string): Script {
  const hash = createHash('sha256').update(text).digest('hex').slice(0, 16);
  return { path, text, url: `${path}?v=${hash}` };
}
