/**
 * Drives the page at /jobs as a person would, and watches meanwhile for what must never happen: a call to another
 * host, a broken content security policy, an error in the page.
 */
import path from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { violations } from './accessibility.ts';

/** One browser window on the page, of a person of their own: no test sees another's jobs. */
export interface ConsolePage {
  readonly page: Page;
  /** A line of the list of jobs. */
  job(name: string): Locator;
  /** The word that says how the open job is. */
  pill(word: string): Promise<void>;
  /** Opens the form of a start, by its card. */
  begin(title: string): Promise<void>;
  /** Picks what is found by a text. */
  pick(field: string, text: string): Promise<void>;
  /** Copies a project, without anything beside its name; leaves on the page of the job. */
  copy(name: string, project?: string): Promise<void>;
  /** Fails when axe finds anything, or when it is wider than the window. */
  isAccessible(): Promise<void>;
  shoot(name: string): Promise<void>;
  /** Fails when anything forbidden was seen, then closes the window. */
  close(): Promise<void>;
}

let people = 0;

/** Opens the page in a window without any history. */
export async function openConsole(
  browser: Browser,
  baseUrl: string,
  { at = '/jobs', ...options }: BrowserContextOptions & { at?: string } = {},
): Promise<ConsolePage> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  people += 1;
  const forbidden: string[] = [];
  page.on('pageerror', (error) => forbidden.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) forbidden.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    // A file that somebody downloads is Asana's to send.
    if (!request.url().startsWith(baseUrl) && !request.isNavigationRequest())
      forbidden.push(`request to ${request.url()}`);
  });
  await page.addInitScript((token) => {
    // Over plain http from another machine there is neither.
    Reflect.deleteProperty(Crypto.prototype, 'randomUUID');
    Reflect.deleteProperty(Navigator.prototype, 'clipboard');
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
    const key = 'asana-jobs-gateway:demo:token';
    if (sessionStorage.getItem(key) === null) sessionStorage.setItem(key, token);
  }, `person-${people}`);
  await page.goto(baseUrl + at);

  const pick = async (field: string, text: string) => {
    await page.getByRole('combobox', { name: field }).fill(text);
    await page.getByRole('option', { name: text }).first().click();
  };
  const begin = async (title: string) => {
    await page.getByRole('link', { name: 'Jobs', exact: true }).click();
    await page.getByRole('link', { name: title }).click();
  };
  return {
    page,
    job: (name) => page.locator('.job').filter({ hasText: name }),
    pill: (word) => page.locator('.pill', { hasText: new RegExp(`^${word}$`) }).waitFor(),
    begin,
    pick,
    async copy(name, project = 'Brand Guidelines') {
      await begin('Copy a project');
      await pick('Project', project);
      await page.getByLabel('Name of the copy').fill(name);
      await page.getByRole('button', { name: 'Start the copy' }).click();
      await page.getByRole('heading', { name, level: 1 }).waitFor();
    },
    async isAccessible() {
      expect(await violations(page)).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(width, 'pixels wider than the window').toBeLessThanOrEqual(0);
    },
    async shoot(name) {
      const folder = process.env.SCREENSHOTS;
      if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    async close() {
      await context.close();
      expect(forbidden).toEqual([]);
    },
  };
}
