// Real pages in real Chromium: what it shows, what axe finds in it, and whether its HTML is valid.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { HtmlValidate } from 'html-validate';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Test } from 'tap';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);
const rules = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Space is the templates' affair, and a title is as long as the names in it.
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    // Chromium folds details by itself; regions that scroll take the focus, as WCAG 2.1.1 has it.
    'prefer-native-element': 'off',
    'no-redundant-role': 'off',
  },
});

// Chromium without the windows that nobody sees: the pages are the same, for three quarters of the time.
export const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium-headless-shell';

/** Installs Debian's Chromium where there is none; says what to do where that cannot be done. */
export function installChromium(say: (line: string) => void): void {
  if (existsSync(chromiumPath)) return;
  say('Installing Chromium, in which the pages are tested');
  const packages = 'chromium-headless-shell fonts-liberation';
  const script = `apt-get update -qq && apt-get install -y -qq --no-install-recommends ${packages}`;
  const { status } = spawnSync('sh', ['-c', script], { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0)
    say('Install Chromium, or name one by CHROMIUM: without it tests of pages fail.');
}

/** Chromium that ends with the test. */
export async function startChromium(t: Test): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: chromiumPath,
    // There is no graphics card, and none need be played.
    args: ['--no-sandbox', '--disable-gpu'],
  });
  t.teardown(() => browser.close());
  return browser;
}

/** What axe finds in a page against WCAG 2.2, A and AA. */
export async function violationsOf(page: Page): Promise<string[]> {
  await bringAxe(page);
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const violations = await page.evaluate(async (values) => {
    const { axe } = globalThis as unknown as {
      axe: { run(of: unknown, how: object): Promise<Found> };
    };
    const found = await axe.run((globalThis as { document?: unknown }).document, {
      runOnly: { type: 'tag', values },
      // What passes is looked at as well, but not described element by element.
      resultTypes: ['violations'],
    });
    return found.violations;
  }, tags);
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/**
 * Puts axe into a page, if it is not there yet. By the debugger itself, which the page's own policy for scripts does
 * not bind: sent through Playwright, its half a million characters take twice as long as the looking.
 */
async function bringAxe(page: Page): Promise<void> {
  if (await page.evaluate("typeof axe === 'object'")) return;
  const debug = await page.context().newCDPSession(page);
  await debug.send('Runtime.evaluate', { expression: `${axeSource};0` });
  await debug.detach();
}

interface Found {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { html: string }[];
  }[];
}

/** What is wrong with the HTML of a page. */
export async function faultsOf(html: string): Promise<string[]> {
  const { results } = await rules.validateString(html);
  return results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line }) => `${line} ${ruleId}: ${message}`),
  );
}

/** The title of the page that a click leads to, once it is read: the click is over as soon as its answer begins. */
export async function titleShown(page: Page): Promise<string> {
  await page.waitForLoadState('domcontentloaded');
  return page.title();
}

/** What is wrong with a page as it is shown: axe, HTML, its width on three screens, its size, its title. */
export async function faultsShown(page: Page): Promise<string[]> {
  const faults: string[] = [];
  const where = `${page.url()} ${await page.title()}`;
  for (const width of [320, 768, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    const across = Number(await page.evaluate('document.documentElement.scrollWidth'));
    if (across > width) faults.push(`${where}: ${across} wide at ${width}`);
  }
  const isRefused = (await page.locator('.govuk-error-summary').count()) > 0;
  if ((await page.title()).startsWith('Error: ') !== isRefused) faults.push(`${where}: its title`);
  for (const fault of await violationsOf(page)) faults.push(`${where}: ${fault}`);
  return faults;
}
