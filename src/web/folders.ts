import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = createRequire(import.meta.url);

/** The folder of the sources, from the sources and from the built product alike: templates stay there. */
export const sources = join(repository(), 'src');

/** The components of the GOV.UK Design System. */
export const designSystem = join(dirname(here.resolve('govuk-frontend/package.json')), 'dist');

function repository(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder);
  return folder;
}
