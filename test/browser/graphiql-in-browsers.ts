/** What the tests of the GraphiQL page share: a demo behind it, a window on it in each browser, common steps. */
import type { BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, type TestContext, vi } from 'vitest';
import { inBrowsers, type Tested } from '../support/browsers.ts';
import { type GraphiqlPage, openGraphiql } from './graphiql-page.ts';
import { type StartedGateway, startGateway } from './start-gateway.ts';

/** A window's options, and what follows the page's address. */
export type OpenOptions = BrowserContextOptions & { readonly search?: string };

/** Opens a window without any history, with a token typed in. */
export type Open = (context: TestContext, options?: OpenOptions) => Promise<GraphiqlPage>;

vi.setConfig({ testTimeout: 90_000 });

type Declare = (open: Open, demo: () => StartedGateway) => void;

let people = 0;

/**
 * Declares tests of the page, once for each browser, over a demo of their own. Each is of somebody new, whose counts of
 * tasks no test before has spent: Asana allows few of them a minute, and who watches waits for them.
 */
export function graphiqlInBrowsers(tested: Tested, declare: Declare): void {
  declareFor(tested, declare, () => {
    people += 1;
    return `graphiql-person-${people}`;
  });
}

/** The same of Ada: for tests that look what becomes of a token. */
export function adasGraphiqlInBrowsers(tested: Tested, declare: Declare): void {
  declareFor(tested, declare, () => 'sandbox-ada-token');
}

function declareFor(tested: Tested, declare: Declare, token: () => string): void {
  inBrowsers(tested, (browser) => {
    let gateway: StartedGateway;
    beforeAll(async () => {
      gateway = await startGateway();
    });
    afterAll(() => gateway.stop());
    const open: Open = async (context, { search = '', ...options } = {}) => {
      const graphiql = await openGraphiql(browser(context), gateway.pageUrl + search, options);
      await graphiql.token.fill(token());
      return graphiql;
    };
    declare(open, () => gateway);
  });
}

/** Waits until the strip below the answer says just this. */
export const stripSays = (graphiql: GraphiqlPage, text: string, options: { timeout?: number } = {}) =>
  graphiql.strip.getByText(text, { exact: true }).waitFor(options);

/** Runs the tab that starts a job. */
export async function startJob(graphiql: GraphiqlPage): Promise<void> {
  await graphiql.openTab('StartTheJob');
  await graphiql.run();
  await stripSays(graphiql, 'Done');
}
