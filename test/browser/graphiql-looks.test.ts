import { expect, test } from 'vitest';
import { violations } from './accessibility.ts';
import { graphiqlInBrowsers, startJob, stripSays } from './graphiql-in-browsers.ts';

graphiqlInBrowsers('the page', (open) => {
  test('tabs and history survive a reload', async (context) => {
    const graphiql = await open(context);
    await graphiql.writeQuery('query Mine { __typename }');
    // What is typed reaches tabs and history a moment later; run before, the history holds the text before.
    await expect.poll(() => graphiql.tabs()).toContain('Mine');
    await graphiql.run();
    await graphiql.answer();
    for (const part of ['tabState', 'queries']) {
      const isStored = () =>
        graphiql.page.evaluate(
          (key) =>
            Object.entries(localStorage).some(
              ([name, text]) => name.includes(key) && text.includes('query Mine'),
            ),
          part,
        );
      await expect.poll(isStored, { timeout: 15_000 }).toBe(true);
    }

    await graphiql.reload();
    await graphiql.page.getByLabel('Show History').click();

    expect(await graphiql.tabs()).toContain('Mine');
    await graphiql.page.locator('.graphiql-history-item').getByText('Mine').waitFor();
    await graphiql.close();
  });

  test('examples are restored beside own tabs', async (context) => {
    const graphiql = await open(context);
    await graphiql.writeQuery('query Mine { __typename }');

    await graphiql.page.getByRole('button', { name: 'Restore examples' }).click();

    await expect
      .poll(graphiql.tabs)
      .toEqual([
        'WhoAmI',
        'FindAProject',
        'StartTheJob',
        'WatchTheJob',
        'ReadTheResult',
        'RecentJobs',
        'StartAList',
        'Mine',
      ]);
    await graphiql.close();
  });

  test('a broken page says so and can be loaded anew', async (context) => {
    const graphiql = await open(context);
    await graphiql.page.evaluate(() => {
      Element.prototype.scrollTo = () => {
        throw new Error('the list cannot be moved');
      };
    });
    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    const notice = graphiql.page.locator('.broken');

    await notice.getByText('This page broke').waitFor();
    expect(await notice.textContent()).toContain('the list cannot be moved');
    await graphiql.screenshot('graphiql-broken');
    expect(await violations(graphiql.page, ['.broken'])).toEqual([]);
    await notice.getByRole('button', { name: 'Reload the page' }).click();
    await graphiql.ready();
    await graphiql.page.context().close();
  });

  test('a page whose files are gone says so too', async (context) => {
    const graphiql = await open(context);
    await graphiql.page.route(/assets\/page-.*\.js/, (route) => route.fulfill({ status: 404, body: 'gone' }));
    await graphiql.page.reload();

    await graphiql.page.locator('.broken').getByText('This page broke').waitFor();
    await graphiql.page.context().close();
  });

  test('what is stored and breaks the page can be left behind', async (context) => {
    const graphiql = await open(context);
    await graphiql.page.evaluate(() => {
      localStorage.setItem('asana-jobs-gateway:demo:graphiql:queries', '{"queries":null}');
    });
    await graphiql.page.reload();

    await graphiql.page.getByRole('button', { name: 'Forget tabs and history, then reload' }).click();
    await graphiql.ready();

    expect((await graphiql.tabs())[0]).toBe('WhoAmI');
    await graphiql.page.context().close();
  });

  test('a dark system gets a dark page', async (context) => {
    const graphiql = await open(context, { colorScheme: 'dark' });
    await graphiql.page.getByLabel('Show GraphiQL Explorer').click();
    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    await graphiql.screenshot('graphiql-dark');

    const background = await graphiql.page
      .locator('.graphiql-container')
      .evaluate((element) => getComputedStyle(element).backgroundColor);
    expect(
      background
        .match(/\d+/g)
        ?.map(Number)
        .every((channel) => channel < 80),
    ).toBe(true);
    await graphiql.close();
  });

  test('a phone shows everything within its width', async (context) => {
    const graphiql = await open(context, {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    await graphiql.run();
    await graphiql.answer();
    await graphiql.screenshot('graphiql-phone');

    const width = await graphiql.page.evaluate(() => document.documentElement.scrollWidth);
    const answer = await graphiql.page.locator('.result-window').boundingBox();
    expect(width).toBe(390);
    expect(answer?.width).toBeGreaterThan(300);
    expect(answer?.height).toBeGreaterThan(150);
    await graphiql.close();
  });

  test('at 400 % and on the smallest phone nothing lies over anything, and the token has room', async (context) => {
    // What is left of a window of 1280 by 1024 pixels.
    const graphiql = await open(context, { viewport: { width: 320, height: 256 } });
    await graphiql.run();
    await graphiql.answer();

    const boxOf = async (selector: string) => {
      const box = await graphiql.page.locator(selector).boundingBox();
      if (!box) throw new Error(`${selector} is not there`);
      return { ...box, bottom: box.y + box.height };
    };
    const token = await boxOf('#token');
    const bar = await boxOf('.bar');
    const buttons = await boxOf('.graphiql-toolbar');
    const editors = await boxOf('.graphiql-editors');
    const answer = await boxOf('.graphiql-response');
    const sidebar = await boxOf('.graphiql-sidebar');
    expect(token.width).toBeGreaterThan(100);
    expect(buttons.y).toBeGreaterThan(bar.bottom);
    expect(buttons.bottom).toBeLessThanOrEqual(editors.bottom);
    expect(editors.bottom).toBeLessThanOrEqual(answer.y);
    expect(answer.bottom).toBeLessThanOrEqual(sidebar.y);
    const root = await graphiql.page.evaluate(() => {
      scrollTo(0, document.documentElement.scrollHeight);
      const { scrollWidth, scrollHeight } = document.documentElement;
      return { scrollWidth, below: scrollHeight - scrollY - innerHeight };
    });
    expect(root).toEqual({ scrollWidth: 320, below: 0 });
    await graphiql.close();
  });

  test.for(['light', 'dark'] as const)(
    'its own controls are accessible, %s',
    async (colorScheme, context) => {
      // So wide that the strip has all events in sight: contrast of what is scrolled away cannot be decided.
      const graphiql = await open(context, { colorScheme, viewport: { width: 3840, height: 800 } });
      await startJob(graphiql);
      await graphiql.openTab('WatchTheJob');
      await graphiql.run();
      await stripSays(graphiql, 'Stream finished');

      expect(await violations(graphiql.page, ['.bar', '.strip', '.share-said'])).toEqual([]);
      // As most people see it, with events scrolled away: all but contrast.
      await graphiql.page.setViewportSize({ width: 1280, height: 800 });
      const without = ['color-contrast'];
      expect(await violations(graphiql.page, ['.bar', '.strip', '.share-said'], { without })).toEqual([]);
      await graphiql.page.setViewportSize({ width: 3840, height: 800 });
      await graphiql.page.getByLabel('Fault').selectOption('-nojobs');
      await graphiql.run();
      await stripSays(graphiql, 'Failed');
      expect(await violations(graphiql.page, ['.bar', '.strip'])).toEqual([]);
      await graphiql.close();
    },
  );
});
