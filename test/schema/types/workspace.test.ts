import { describe, expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a workspace and all its lists are two calls', async () => {
  const { organization } = gateway.gids;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { workspace(gid: $gid) {
      name isOrganization emailDomains
      projects(first: 2, archived: true) { nodes { name } } projectTemplates { nodes { name } }
      users(first: 2) { nodes { name } } teams { nodes { name } } tags { nodes { name } }
    } }`,
    { gid: organization },
  );
  const names = (...list: string[]) => ({ nodes: list.map((name) => ({ name })) });
  expect(errors).toEqual([]);
  expect(data.workspace).toEqual({
    name: 'Meridian Outdoor',
    isOrganization: true,
    emailDomains: ['meridian-outdoor.example'],
    projects: names('Spring Catalogue'),
    projectTemplates: names('Marketing Campaign', 'App Release', 'Store Opening Checklist'),
    users: names('Ada Okafor', 'Grace Lindqvist'),
    teams: names('Marketing', 'Product', 'Engineering', 'Operations'),
    tags: names('urgent', 'print', 'translation', 'waiting for supplier'),
  });
  expect(calls).toEqual([
    `GET /workspaces/${organization} [email_domains,is_organization,name]`,
    'POST /batch',
    `  GET /workspaces/${organization}/projects?archived=true&limit=2 [name]`,
    `  GET /project_templates?limit=50&workspace=${organization} [name]`,
    `  GET /users?limit=2&workspace=${organization} [name]`,
    `  GET /workspaces/${organization}/teams?limit=50 [name]`,
    `  GET /workspaces/${organization}/tags?limit=50 [name]`,
  ]);
});

test('the workspaces of a token are one list', async () => {
  const { data, calls } = await gateway.run('{ workspaces { nodes { name isOrganization } } }');
  expect(data.workspaces.nodes).toEqual([
    { name: 'Meridian Outdoor', isOrganization: true },
    { name: 'Harbour Book Club', isOrganization: false },
  ]);
  expect(calls).toEqual(['GET /workspaces?limit=50 [is_organization,name]']);
});

test('a workspace of others is null without an error', async () => {
  const { data, errors } = await gateway.run(
    'query ($gid: ID!) { workspace(gid: $gid) { name } }',
    { gid: gateway.gids.organization },
    gateway.sandbox.tokens.noor,
  );
  expect(data).toEqual({ workspace: null });
  expect(errors).toEqual([]);
});

describe('typeahead', () => {
  const query = `query ($gid: ID!, $type: TypeaheadType!, $query: String!, $first: Int) { workspace(gid: $gid) {
    typeahead(type: $type, query: $query, first: $first) {
      __typename ... on Node { id }
      ... on Project { projectName: name team { name } } ... on Task { taskName: name }
      ... on User { userName: name } ... on Team { teamName: name } ... on Tag { tagName: name }
      ... on ProjectTemplate { templateName: name } ... on Portfolio { portfolioName: name }
    }
  } }`;
  const find = async (type: string, text: string, first = 20) =>
    gateway.run(query, { gid: gateway.gids.organization, type, query: text, first });

  test('finds in one GET, with the fields of what it finds', async () => {
    const { data, errors, calls } = await find('PROJECT', 'aut', 5);
    expect(errors).toEqual([]);
    expect(data.workspace.typeahead).toMatchObject([
      { __typename: 'Project', projectName: 'Autumn Launch Campaign', team: { name: 'Marketing' } },
    ]);
    const { organization } = gateway.gids;
    expect(calls).toEqual([
      `GET /workspaces/${organization} [gid]`,
      `GET /workspaces/${organization}/typeahead?count=5&query=aut&resource_type=project [name,resource_type,team.name]`,
    ]);
  });

  test.each([
    ['TASK', 'crash', 'Task', 'taskName'],
    ['USER', 'grace', 'User', 'userName'],
    ['TEAM', 'prod', 'Team', 'teamName'],
    ['TAG', 'urg', 'Tag', 'tagName'],
    ['PROJECT_TEMPLATE', 'market', 'ProjectTemplate', 'templateName'],
    ['PORTFOLIO', 'company', 'Portfolio', 'portfolioName'],
  ])('finds a %s by %j', async (type, text, typeName, nameKey) => {
    const { data, errors } = await find(type, text);
    expect(errors).toEqual([]);
    expect(data.workspace.typeahead[0]).toMatchObject({ __typename: typeName });
    expect(data.workspace.typeahead[0][nameKey].toLowerCase()).toContain(text);
  });

  test('what is typed is passed on as it is', async () => {
    const { data, errors, calls } = await find('PROJECT', 'a&b=c #ü');
    expect(errors).toEqual([]);
    expect(data.workspace.typeahead).toEqual([]);
    expect(calls[1]).toContain('query=a&b=c #ü&');
  });

  test.each([0, 101])('first: %i is refused', async (first) => {
    const { errors } = await find('PROJECT', 'a', first);
    expect(errors).toMatchObject([{ path: 'workspace.typeahead', code: 'BAD_USER_INPUT' }]);
  });
});
