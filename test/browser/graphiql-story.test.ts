import { expect, test } from 'vitest';
import { graphiqlInBrowsers, startJob, stripSays } from './graphiql-in-browsers.ts';

graphiqlInBrowsers({ title: 'the story of the example tabs', inBoth: true }, (open) => {
  test('a job is started, watched until it is set up, read and listed', async (context) => {
    const graphiql = await open(context);

    await graphiql.run();
    expect(await graphiql.answer()).toContain('"me": {');
    await graphiql.openTab('FindAProject');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"projects": {');
    await startJob(graphiql);
    expect(await graphiql.answer()).toContain('"job": {');
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    expect(await graphiql.answer()).toContain('"status": "SUCCEEDED"');
    expect(await graphiql.answer()).toContain('"setUp": { "state": "DONE"');
    await graphiql.screenshot('graphiql-light');
    await graphiql.openTab('ReadTheResult');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"newProject": {');
    expect(await graphiql.answer()).toContain('"dueOn": "2027-03-26"');
    expect(await graphiql.answer()).toContain('"name": "Draft trail shoe page", "dueOn": "2027-03-01"');
    await graphiql.openTab('RecentJobs');
    await graphiql.run();
    expect(await graphiql.answer()).toContain('"kind": "DUPLICATE_PROJECT"');

    await graphiql.close();
  });

  test('it goes on through a change of tabs and a reload', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await graphiql.strip.locator('li').nth(1).waitFor();
    await graphiql.openTab('RecentJobs');
    await graphiql.run();
    await stripSays(graphiql, 'Done');
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    await graphiql.reload();
    await graphiql.openTab('ReadTheResult');
    await graphiql.run();

    expect(await graphiql.answer()).toContain('"newProject": {');
    await graphiql.close();
  });

  test('events carry number, time and status', async (context) => {
    const graphiql = await open(context);

    await startJob(graphiql);
    await graphiql.openTab('WatchTheJob');
    await graphiql.run();
    await stripSays(graphiql, 'Stream finished');
    const events = await graphiql.strip.locator('li').allInnerTexts();
    await graphiql.strip.locator('li button').first().click();
    const shown = () => graphiql.answer();

    expect(events.at(-1)).toMatch(
      new RegExp(`^#${events.length} \\d\\d:\\d\\d:\\d\\d\\.\\d{3} set-up DONE$`),
    );
    expect(events.length).toBeGreaterThan(1);
    await expect.poll(shown).toContain('"finished": false');
    await graphiql.close();
  });

  test('watching before any start is explained', async (context) => {
    const graphiql = await open(context);

    await graphiql.openTab('WatchTheJob');
    await graphiql.run();

    expect(await graphiql.answer()).toContain('Run the StartTheJob tab first');
    await graphiql.close();
  });
});
