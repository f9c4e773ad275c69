import { expect, test } from 'vitest';
import { adasGraphiqlInBrowsers, graphiqlInBrowsers, startJob, stripSays } from './graphiql-in-browsers.ts';

const TWO = 'query First { __typename }\n\nquery Second($gid: ID!) { job(gid: $gid) { gid status } }';

adasGraphiqlInBrowsers('a link to a query', (open) => {
  test('opens as a tab before the examples', async (context) => {
    const search = `?${new URLSearchParams({ query: 'query Shared { me { name } }' })}`;
    const graphiql = await open(context, { search });

    expect((await graphiql.tabs()).slice(0, 2)).toEqual(['Shared', 'WhoAmI']);
    expect(new URL(graphiql.page.url()).search).toBe('');
    await graphiql.run();
    await stripSays(graphiql, 'Done');
    expect(await graphiql.answer()).toContain('"name"');
    await graphiql.close();
  });

  test('opens beside what a person has already, once', async (context) => {
    const graphiql = await open(context);
    const link = new URL(graphiql.page.url());
    link.search = String(new URLSearchParams({ query: '{ __typename }', variables: '{"a":1}' }));
    const reached = async () => {
      await graphiql.page.goto(link.href);
      await graphiql.ready();
      return graphiql.tabs();
    };

    const before = await graphiql.tabs();
    expect(await reached()).toHaveLength(before.length + 1);
    await graphiql.page.locator('.graphiql-editor').getByText('"a"').waitFor();
    expect(await reached()).toHaveLength(before.length + 1);
    await graphiql.close();
  });

  test('chooses the operation it names', async (context) => {
    const parameters = { query: TWO, variables: '{"gid":"7"}', operationName: 'Second' };
    const graphiql = await open(context, { search: `?${new URLSearchParams(parameters)}` });

    await expect.poll(graphiql.tabs).toContain('Second');
    await graphiql.close();
  });

  test('is made by a button, with the job, without the token', async (context) => {
    const graphiql = await open(context, { permissions: ['clipboard-read', 'clipboard-write'] });
    await startJob(graphiql);
    await graphiql.openTab('ReadTheResult');

    await graphiql.page.getByLabel('Copy a link to this query').click();
    await graphiql.page.getByText('Link copied').waitFor();
    const link = new URL(await graphiql.page.evaluate(() => navigator.clipboard.readText()));

    expect(link.pathname).toBe('/graphql');
    expect(link.searchParams.get('query')).toContain('query ReadTheResult($gid: ID!)');
    expect(link.searchParams.get('variables')).toMatch(/^\{"gid":"\d+"\}$/);
    expect(link.searchParams.get('operationName')).toBe('ReadTheResult');
    expect(link.href).not.toContain('sandbox-ada-token');
    await graphiql.close();
  });

  test('is refused where the token stands in the text', async (context) => {
    const graphiql = await open(context);
    await graphiql.writeQuery('# sandbox-ada-token\n{ __typename }');

    await graphiql.page.getByLabel('Copy a link to this query').click();

    await graphiql.page.getByText('Your token stands in this tab').waitFor();
    await graphiql.close();
  });
});

graphiqlInBrowsers('short keys', (open) => {
  test('do what the dialog promises', async (context) => {
    const graphiql = await open(context, { permissions: ['clipboard-read', 'clipboard-write'] });
    const { keyboard } = graphiql.page;
    const lines = () => graphiql.page.locator('.graphiql-query-editor .view-line').allInnerTexts();
    await graphiql.writeQuery('query A { ...F } fragment F on Query { __typename }');

    await keyboard.press('Shift+Control+C');
    const copied = await graphiql.page.evaluate(() => navigator.clipboard.readText());
    await keyboard.press('Shift+Control+M');
    await expect.poll(async () => (await lines()).join('')).not.toContain('fragment');
    await graphiql.writeQuery('query A { me { gid } }');
    await keyboard.press('Shift+Control+P');
    await expect.poll(async () => (await lines()).length).toBeGreaterThan(4);
    const posts = graphiql.authorizations.length;
    await keyboard.press('Shift+Control+R');
    await expect.poll(() => graphiql.authorizations.length).toBe(posts + 1);
    await keyboard.press('Control+Enter');
    await stripSays(graphiql, 'Done');
    await keyboard.press('Control+F');
    await graphiql.page.getByPlaceholder('Find').waitFor();
    await keyboard.press('Control+Alt+K');
    await graphiql.page.locator('.graphiql-doc-explorer-search-input input').waitFor();

    expect(copied).toContain('query A');
    await graphiql.close();
  });
});
