/**
 * Drives the GraphiQL page as a person would, and watches meanwhile for what must never happen: a call to
 * another host, a broken content security policy, an error in the page.
 */
import path from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** One browser window on the page. */
export interface GraphiqlPage {
  readonly page: Page;
  readonly token: Locator;
  /** The strip below the answer. */
  readonly strip: Locator;
  /** Messages over WebSockets, in order; "connect" marks a new socket. */
  readonly frames: string[];
  /** `authorization` headers of the POSTs, in order. */
  readonly authorizations: (string | undefined)[];
  /** Titles of the tabs, in order. */
  tabs(): Promise<string[]>;
  openTab(name: string): Promise<void>;
  run(): Promise<void>;
  answer(): Promise<string>;
  writeQuery(text: string): Promise<void>;
  reload(): Promise<void>;
  /** Waits until the page can be used. */
  ready(): Promise<void>;
  screenshot(name: string): Promise<void>;
  /** Fails when anything forbidden was seen, then closes the window. */
  close(): Promise<void>;
}

/** Opens the page in a window without any history. */
export async function openGraphiql(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<GraphiqlPage> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const forbidden: string[] = [];
  const frames: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const { host } = new URL(url);

  page.on('request', (request) => {
    if (new URL(request.url()).host !== host) forbidden.push(`request to ${request.url()}`);
    if (request.method() === 'POST') authorizations.push(request.headers().authorization);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).host !== host) forbidden.push(`socket to ${socket.url()}`);
    frames.push('connect');
    socket.on('framesent', ({ payload }) => frames.push(`> ${payload}`));
    socket.on('framereceived', ({ payload }) => frames.push(`< ${payload}`));
  });
  page.on('pageerror', (error) => forbidden.push(`error in the page: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().startsWith('WebSocket connection to')) {
      forbidden.push(`console: ${message.text()}`);
    }
  });
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (event) => {
      console.error(`policy violation: ${event.violatedDirective} ${event.blockedURI}`);
    });
  });

  const editor = page.locator('.graphiql-query-editor .monaco-editor');
  const ready = async () => {
    await editor.locator('.view-line').first().waitFor();
    await page.locator('.graphiql-sidebar .graphiql-spin').waitFor({ state: 'detached' });
  };
  await page.goto(url);
  await ready();

  return {
    page,
    token: page.locator('#token'),
    strip: page.locator('.strip'),
    frames,
    authorizations,
    tabs: () => page.getByRole('tab').allInnerTexts(),
    openTab: (name) => page.getByRole('tab').filter({ hasText: name }).click(),
    async run() {
      // The completion list may lie over the button.
      await page.keyboard.press('Escape');
      await page.locator('.graphiql-execute-button').click();
    },
    async answer() {
      await expect.poll(() => readAnswer(page)).not.toBe('');
      return readAnswer(page);
    },
    async writeQuery(text) {
      await editor.click();
      await page.keyboard.press('ControlOrMeta+A');
      await page.keyboard.press('Delete');
      await page.keyboard.insertText(text);
    },
    ready,
    async reload() {
      await page.reload();
      await ready();
    },
    async screenshot(name) {
      const folder = process.env.SCREENSHOTS;
      if (folder) await page.screenshot({ path: path.join(folder, `${name}.png`) });
    },
    async close() {
      await context.close();
      expect(forbidden).toEqual([]);
    },
  };
}

/** Monaco draws only the lines in sight, wraps them, and with no-break spaces: all white space reads as one. */
async function readAnswer(page: Page): Promise<string> {
  const lines = await page.locator('.result-window .view-line').allInnerTexts();
  return lines.join(' ').replace(/\s+/g, ' ').trim();
}
