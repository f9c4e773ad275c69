/** What the tests of the page at /jobs share: a demo behind it, and a window on it in each browser. */
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, type TestContext, vi } from 'vitest';
import {
  createGateway,
  createSandbox,
  DEMO_TOKEN,
  type Gateway,
  type Sandbox,
  silentTelemetry,
} from '../../src/index.ts';
import { nameTagRows, tokenFaultRows } from '../../src/sandbox/server.ts';
import { inBrowsers, type Tested } from '../support/browsers.ts';
import { type ConsolePage, openConsole } from './console-page.ts';

/** A window's options, and where it begins. */
export type OpenOptions = BrowserContextOptions & {
  readonly at?: string;
  /** Another gateway than the demo's. */
  readonly gateway?: Gateway;
};

/** Opens a window without any history, of a person of their own. */
export type Open = (context: TestContext, options?: OpenOptions) => Promise<ConsolePage>;

vi.setConfig({ testTimeout: 60_000 });

/** Declares tests of the page, once for each browser, over a demo of their own. */
export function consoleInBrowsers(
  tested: Tested,
  declare: (open: Open, demo: () => { readonly gateway: Gateway; readonly sandbox: Sandbox }) => void,
): void {
  inBrowsers(tested, (browser) => {
    let sandbox: Sandbox;
    let gateway: Gateway;
    beforeAll(async () => {
      sandbox = await createSandbox({
        jobDurationMs: (_kind, name) => (/Store/.test(name) ? 60_000 : 1_500),
        childrenDelayMs: 300,
      });
      gateway = await createGateway({
        asanaBaseUrl: sandbox.url,
        port: 0,
        telemetry: silentTelemetry(),
        // As the sandbox has it; finding out would take the tests longer than people need for as many clicks.
        asanaRequestsPerMinute: 1_500,
        demo: { token: DEMO_TOKEN, faults: { tokens: tokenFaultRows, names: nameTagRows } },
      });
    });
    afterAll(async () => {
      await gateway[Symbol.asyncDispose]();
      await sandbox.close();
    });
    const open: Open = (context, { gateway: other = gateway, ...options } = {}) =>
      openConsole(browser(context), other.baseUrl, options);
    declare(open, () => ({ gateway, sandbox }));
  });
}
