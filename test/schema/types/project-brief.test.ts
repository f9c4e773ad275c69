import { expect, test } from 'vitest';
import { globalId, withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a brief is read with its project in one GET', async () => {
  const { launch } = gateway.gids.projectBriefs;
  const { data, errors, calls } = await gateway.run(
    'query ($id: ID!) { node(id: $id) { ... on ProjectBrief { title text htmlText permalinkUrl project { name } } } }',
    { id: globalId('ProjectBrief', launch) },
  );
  expect(errors).toEqual([]);
  expect(data.node).toEqual({
    title: 'Why this launch',
    text: 'One range, one story, every channel.',
    htmlText: '<body>One range, one story, every channel.</body>',
    permalinkUrl: `https://app.asana.com/1/${gateway.gids.organization}/project_brief/${launch}`,
    project: { name: 'Autumn Launch Campaign' },
  });
  expect(calls).toEqual([`GET /project_briefs/${launch} [html_text,permalink_url,project.name,text,title]`]);
});
