import { afterEach, expect, test } from 'vitest';
import { fallSilentAfterTheFirstEvent } from './dead-connection.ts';
import { graphiqlInBrowsers, startJob, stripSays } from './graphiql-in-browsers.ts';

/** The page and the set-up have had no look at each other for a while; on a busy machine their end takes its time. */
const AFTER_OUTAGE = { timeout: 60_000 };

graphiqlInBrowsers('streams', (open, demo) => {
  afterEach(() => demo().comeBack());

  test('Stop unsubscribes at the gateway', async (context) => {
    const graphiql = await open(context);

    // It outlasts the test, however slow the machine is.
    demo().jobsTake(120_000);
    await startJob(graphiql);
    demo().jobsTake(2_500);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').first().waitFor();
    await graphiql.run();
    await stripSays(graphiql, 'Stopped');

    await expect.poll(() => graphiql.frames.some((frame) => /^> .*"type":"complete"/.test(frame))).toBe(true);
    expect(graphiql.frames.some((frame) => /^< .*"type":"complete"/.test(frame))).toBe(false);
    await graphiql.close();
  });

  test('a refused socket is explained at once', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.routeWebSocket(/graphql/, (socket) => {
      void socket.close({ code: 4403, reason: 'Forbidden' });
    });

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Failed');

    expect(await graphiql.answer()).toContain('(4403 Forbidden): it does not accept the token');
    await graphiql.close();
  });

  test('a lost connection is taken up again', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    let connections = 0;
    await graphiql.page.routeWebSocket(/graphql/, (socket) => {
      connections += 1;
      const server = socket.connectToServer();
      if (connections > 1) return;
      server.onMessage((message) => {
        socket.send(message);
        if (String(message).includes('"next"')) void socket.close({ code: 1012, reason: 'Restart' });
      });
    });

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    expect(connections).toBe(2);
    expect(await graphiql.answer()).toContain('"status": "SUCCEEDED"');
    await graphiql.close();
  });

  test('an outage is outlived, however many tries it takes', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.clock.install();
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').first().waitFor();

    await demo().goAway();
    const tries = async () => {
      // Longer than any pause between two of them.
      await graphiql.page.clock.fastForward(15_000);
      return Number(/trying again \((\d+)\)/.exec((await graphiql.strip.textContent()) ?? '')?.[1] ?? 0);
    };
    await expect.poll(tries).toBeGreaterThan(6);
    await demo().comeBack();
    await graphiql.page.clock.fastForward(15_000);
    await stripSays(graphiql, 'Stream finished', AFTER_OUTAGE);

    expect(await graphiql.answer()).toContain('"status": "SUCCEEDED"');
    await graphiql.page.context().close();
  });

  test('a connection that is dead and was never closed is given up, and another one is made', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.clock.install();
    const connections = await fallSilentAfterTheFirstEvent(graphiql.page);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').first().waitFor();
    await expect.poll(() => connections.silent).toBe(1);

    // What is asked now and then has been asked, and for its answer nobody waits any longer.
    await graphiql.page.clock.fastForward(20_000);
    await expect.poll(() => connections.pings).toBe(1);
    await graphiql.page.clock.fastForward(10_000);
    await graphiql.strip.getByText('connection lost').waitFor();
    await graphiql.page.clock.fastForward(15_000);

    await stripSays(graphiql, 'Stream finished', AFTER_OUTAGE);
    expect(connections.open).toBe(2);
    await graphiql.page.context().close();
  });

  test('Run after an outage waits for no pause', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.clock.install();
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').first().waitFor();

    await demo().goAway();
    await graphiql.strip.getByText('trying again').waitFor();
    // From now on no pause ends by itself.
    await graphiql.page.clock.pauseAt(Date.now() + 3_600_000);
    await graphiql.run();
    await stripSays(graphiql, 'Stopped');
    await demo().comeBack();
    await graphiql.run();

    await stripSays(graphiql, 'Stream finished', AFTER_OUTAGE);
    await graphiql.page.context().close();
  });

  test('a stream that ends in an error has failed', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.page.getByLabel('Fault').selectOption('-nojobs');

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();

    await stripSays(graphiql, 'Failed');
    expect(await graphiql.answer()).toContain('FORBIDDEN');
    await graphiql.close();
  });
});
