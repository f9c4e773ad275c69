import { expect, test } from 'vitest';
import { adasGraphiqlInBrowsers, startJob, stripSays } from './graphiql-in-browsers.ts';

adasGraphiqlInBrowsers('the token', (open) => {
  test('one field serves HTTP and WebSocket', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    expect(graphiql.authorizations.at(-1)).toBe('Bearer sandbox-ada-token');
    expect(graphiql.frames.slice(0, 2)).toEqual([
      'connect',
      '> {"type":"connection_init","payload":{"Authorization":"Bearer sandbox-ada-token"}}',
    ]);
    await graphiql.close();
  });

  test('typed key by key it is what was typed', async (context) => {
    const graphiql = await open(context);

    await graphiql.token.fill('');
    await graphiql.token.pressSequentially('Bearer sandbox-grace-token');
    expect(await graphiql.token.inputValue()).toBe('Bearer sandbox-grace-token');
    await graphiql.run();
    await stripSays(graphiql, 'Done');

    expect(await graphiql.token.inputValue()).toBe('sandbox-grace-token');
    expect(graphiql.authorizations.at(-1)).toBe('Bearer sandbox-grace-token');
    expect(await graphiql.answer()).toContain('Grace');
    await graphiql.close();
  });

  test('one that no header can carry is explained', async (context) => {
    const graphiql = await open(context);

    await graphiql.token.fill('“sandbox-ada-token”');
    await graphiql.run();

    expect(await graphiql.answer()).toContain('contains the character “, which no token does');
    await graphiql.close();
  });

  test('in the demo its endings are a menu', async (context) => {
    const graphiql = await open(context);
    const menu = graphiql.page.getByLabel('Fault');

    await menu.selectOption('-500');
    await graphiql.run();
    await stripSays(graphiql, 'Done, with errors');
    expect(await graphiql.token.inputValue()).toBe('sandbox-ada-token-500');
    expect(await graphiql.answer()).toContain('UPSTREAM_ERROR');
    await menu.selectOption('-free');
    expect(await graphiql.token.inputValue()).toBe('sandbox-ada-token-free');
    await menu.selectOption('');
    await graphiql.run();

    await stripSays(graphiql, 'Done');
    expect(await menu.textContent()).toContain('[stuck] the job never begins');
    await graphiql.close();
  });

  test('a change counts from the next run', async (context) => {
    const graphiql = await open(context);
    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');

    await graphiql.token.fill('Bearer sandbox-grace-token');
    await graphiql.run();
    await expect.poll(() => graphiql.frames.filter((frame) => frame === 'connect').length).toBe(2);
    await graphiql.openTab('WhoAmI');
    await graphiql.run();
    await stripSays(graphiql, 'Done');

    expect(graphiql.frames.filter((frame) => frame.includes('connection_init')).at(-1)).toContain(
      'Bearer sandbox-grace-token',
    );
    expect(graphiql.authorizations.at(-1)).toBe('Bearer sandbox-grace-token');
    await graphiql.close();
  });

  test('it reaches the disk only when remembered', async (context) => {
    const graphiql = await open(context);
    const onDisk = () => graphiql.page.evaluate(() => JSON.stringify(localStorage));
    await graphiql.run();
    await graphiql.answer();

    expect(await onDisk()).not.toContain('sandbox-ada-token');
    await graphiql.reload();
    expect(await graphiql.token.inputValue()).toBe('sandbox-ada-token');
    await graphiql.page.getByLabel('Remember').check();
    expect(await onDisk()).toContain('sandbox-ada-token');
    await graphiql.page.getByLabel('Remember').uncheck();
    expect(await onDisk()).not.toContain('sandbox-ada-token');
    await graphiql.close();
  });
});
