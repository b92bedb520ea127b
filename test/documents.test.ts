// Keeps the documents true: links, scripts, commands, problem codes and the set-up in two commands.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import t from 'tap';
import { pictures } from '../docs/pictures.ts';
import { allCommands } from '../src/cli/commands.ts';
import { problemCodes } from '../src/problem.ts';

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'OPERATIONS.md',
  'SECURITY.md',
  'docs/PAGES.md',
];
const read = (path: string) => readFileSync(path, 'utf8');
const scripts = JSON.parse(read('package.json')).scripts as Record<string, string>;

t.test('every link leads to a file that is there', async (t) => {
  for (const document of documents) {
    for (const [, target = ''] of read(document).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g)) {
      const path = posix.join(posix.dirname(document), target);
      t.ok(existsSync(path), `${document} links to ${path}`);
    }
  }
});

t.test('the pages in pictures are those that the script takes, each in its words', async (t) => {
  const shown = [
    ...read('docs/PAGES.md').matchAll(/## .+\n\n(.+)\n\n!\[.+\]\(pictures\/(.+)\.png\)/g),
  ];
  t.strictSame(
    shown.map(([, words = '', name]) => [name, words.toLowerCase()]),
    pictures.map(({ name, words }) => [name, words.replace(/^.+?: /, '').toLowerCase()]),
  );
  t.strictSame(
    readdirSync('docs/pictures').sort(),
    pictures.map(({ name }) => `${name}.png`).sort(),
  );
});

t.test('every script that a document names exists', async (t) => {
  for (const document of documents) {
    for (const [, script = ''] of read(document).matchAll(/npm run ([\w:]+)/g)) {
      t.ok(scripts[script], `${document} names npm run ${script}`);
    }
  }
});

t.test('the README is short and sets up in two commands', async (t) => {
  const readme = read('README.md');
  t.ok(readme.split('\n').length <= 150, 'at most 150 lines');
  const [, setUp = ''] = /## Set-up\n([\s\S]*?)\n## /.exec(readme) ?? [];
  const lines = [...setUp.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.trim().split('\n'),
  );
  t.strictSame(lines, ['npm ci && npm run demo', 'npm cit']);
});

t.test('every command is in the README', async (t) => {
  for (const { name } of await allCommands()) t.match(read('README.md'), `\`${name}`, name);
});

t.test('every problem code is documented, and no other', async (t) => {
  const [, section = ''] =
    /## Problem codes\n([\s\S]*?)(\n## |$)/.exec(read('CONTRIBUTING.md')) ?? [];
  const documented = [...section.matchAll(/^\| `([\w.-]+)` \|/gm)].map(([, code]) => code);
  t.strictSame(documented, Object.keys(problemCodes));
});

t.test('every slice is explained in ARCHITECTURE.md', async (t) => {
  const slices = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const { name } of slices) t.match(read('ARCHITECTURE.md'), `\`${name}/\``, name);
});

t.test('every environment variable is documented', async (t) => {
  for (const [, name = ''] of read('src/config.ts').matchAll(/environment\.([A-Z_]+)/g)) {
    t.match(read('README.md'), `\`${name}\``, name);
  }
});
