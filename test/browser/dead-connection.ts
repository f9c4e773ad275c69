/**
 * A page's WebSocket as it is after a laptop has slept or changed its network: open to the browser, and nobody at the
 * other end. Knows nothing of what the page is.
 */
import type { Page } from 'playwright-core';

/** What was seen of the page's connections. */
export interface DeadConnections {
  readonly open: number;
  /** How many are dead by now. */
  readonly silent: number;
  /** What the dead one was asked whether it is there. */
  readonly pings: number;
}

/** Has the first connection of the page be dead from the first event on; later ones live. */
export async function fallSilentAfterTheFirstEvent(page: Page): Promise<DeadConnections> {
  const seen = { open: 0, silent: 0, pings: 0 };
  await page.routeWebSocket(/graphql/, (socket) => {
    seen.open += 1;
    const server = socket.connectToServer();
    if (seen.open > 1) return;
    socket.onMessage((message) => {
      if (seen.silent === 0) server.send(message);
      else if (String(message).includes('"ping"')) seen.pings += 1;
    });
    server.onMessage((message) => {
      if (seen.silent > 0) return;
      socket.send(message);
      if (String(message).includes('"next"')) seen.silent = 1;
    });
  });
  return seen;
}
