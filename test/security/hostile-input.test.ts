import { describe, expect, test } from 'vitest';
import { text } from '../support/scripted-asana.ts';
import { ask, codes, firstEvent, scripted, scriptedTarget, send, target } from './support.ts';

const TOKEN = 'token-of-somebody';
const WRONG_GIDS = [
  '../users/me',
  '1/../../users/me',
  '1/..%2f..%2fusers%2fme',
  '%2e%2e%2fusers%2fme',
  '1?opt_fields=secret',
  '1#',
  '1;2',
  '1,2',
  '1\n',
  ' 1',
  '+1',
  '-1',
  '1e3',
  '0x10',
  '١٢٣',
  '１２３',
  '1\u0000',
  '9'.repeat(33),
  'me',
  'a@example.com',
  '__proto__',
  '',
];

describe('ids that are none', () => {
  test.each(WRONG_GIDS)('%j reaches no URL', async (gid) => {
    const { url, asana } = await scriptedTarget();
    const globalId = Buffer.from(`Task:${gid}`).toString('base64');
    const variables = { gid, gids: [gid, gid], id: globalId, ids: [globalId] };
    const query = `query ($gid: ID!, $gids: [ID!]!, $id: ID!, $ids: [ID!]!) {
      job(gid: $gid) { status } jobs(gids: $gids) { status } task(gid: $gid) { name } project(gid: $gid) { name } team(gid: $gid) { name }
      workspace(gid: $gid) { name } portfolio(gid: $gid) { name } section(gid: $gid) { name }
      projectTemplate(gid: $gid) { name } taskTemplate(gid: $gid) { name } organizationExport(gid: $gid) { state }
      waitForJob(gid: $gid, seconds: 1) { status }
      node(id: $id) { id } nodes(ids: $ids) { id }
    }`;
    const answer = await ask(url, query, { token: TOKEN, variables });
    expect(new Set(codes(answer))).toEqual(new Set(['BAD_USER_INPUT']));
    expect(answer.errors).toHaveLength(15);
    expect(answer.text).not.toContain('"status":');
    const starts = `mutation ($gid: ID!) {
      duplicateTask(input: { taskGid: $gid, name: "x" }) { job { gid } }
      duplicateProject(input: { projectGid: $gid, name: "x" }) { job { gid } }
      duplicatePortfolio(input: { portfolioGid: $gid, name: "x" }) { job { gid } }
      instantiateTask(input: { taskTemplateGid: $gid, name: "x" }) { job { gid } }
      instantiateProject(input: { projectTemplateGid: $gid, name: "x" }) { job { gid } }
      createGraphExport(input: { parentGid: $gid }) { job { gid } }
      saveProjectAsTemplate(input: { projectGid: $gid, name: "x", public: false }) { job { gid } }
      createResourceExport(input: { workspaceGid: $gid }) { job { gid } }
      createOrganizationExport(input: { organizationGid: $gid }) { organizationExport { gid } }
    }`;
    const started = await ask(url, starts, { token: TOKEN, variables: { gid } });
    expect(codes(started)).toEqual(Array(9).fill('BAD_USER_INPUT'));
    for (const stream of [
      'subscription ($gid: ID!) { jobUpdated(gid: $gid) { status } }',
      'subscription ($gids: [ID!]!) { jobsUpdated(gids: $gids) { status } }',
    ]) {
      const used = stream.includes('$gids') ? { gids: ['1', gid, '2'] } : { gid };
      expect(await firstEvent(url, stream, { token: TOKEN, variables: used })).toContain('BAD_USER_INPUT');
    }
    expect(asana.calls).toEqual([]);
  });

  test('a wrong one among right ones stays out of the batch', async () => {
    const { url, asana } = await scriptedTarget();
    const query = '{ jobs(gids: ["1", "../users/me", "2"]) { resourceSubtype } }';
    expect(codes(await ask(url, query, { token: TOKEN }))).toEqual(['BAD_USER_INPUT']);
    expect(asana.calls).toHaveLength(1);
    expect(asana.calls[0]).toMatch(/^BATCH \/jobs\/1 \[.*\] \+ \/jobs\/2 \[.*\]$/);
  });

  test.each(['../me', 'me/../1', 'ME', 'a@b/../me', 'a@b?x=1', 'a@b#', 'a%40b', '@', 'a@b@c', 'a b@c'])(
    'user %j reaches no URL',
    async (gid) => {
      const { url, asana } = await scriptedTarget();
      const answer = await ask(url, 'query ($gid: ID!) { user(gid: $gid) { name } }', {
        token: TOKEN,
        variables: { gid },
      });
      expect(codes(answer)).toEqual(['BAD_USER_INPUT']);
      expect(asana.calls).toEqual([]);
    },
  );

  test('an e-mail address and texts are encoded whole', async () => {
    const { url, asana } = await scriptedTarget();
    const evil = 'x&opt_fields=secret#/../?y=1\r\nX-Evil: 1';
    await ask(url, '{ user(gid: "..+a&b@example.com") { name } }', { token: TOKEN });
    const query = `query ($after: String!, $query: String!) {
      workspace(gid: "7") { projects(first: 5, after: $after) { nodes { gid } } }
      other: workspace(gid: "8") { typeahead(type: TASK, query: $query) { __typename } }
    }`;
    await ask(url, query, { token: TOKEN, variables: { after: evil, query: evil } });
    const paths = asana.requests.map(({ url: asked }) => asked.pathname);
    expect(paths[0]).toBe('/api/1.0/users/..%2Ba%26b%40example.com');
    for (const { url: asked, headers, method } of asana.requests) {
      expect(headers).not.toHaveProperty('x-evil');
      if (method !== 'GET') continue;
      expect(asked.searchParams.getAll('opt_fields').length).toBeLessThanOrEqual(1);
      for (const name of ['offset', 'query']) expect([null, evil]).toContain(asked.searchParams.get(name));
    }
  });
});

test('a redirect of Asana’s is not followed, nor does the token travel', async () => {
  const [asana, elsewhere] = [await scripted(), await scripted()];
  const { url } = await target(asana.baseUrl, { asanaTimeoutMs: 1_000 });
  const start = 'mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { job { gid } } }';
  const redirect = (status: number) => text(status, '', { location: `${elsewhere.baseUrl}/users/me` });
  for (const status of [301, 302, 303, 307, 308]) {
    asana.next(redirect(status), redirect(status));
    expect(codes(await ask(url, '{ me { gid } }', { token: TOKEN }))).toEqual(['UPSTREAM_ERROR']);
    expect(codes(await ask(url, start, { token: TOKEN }))).toEqual(['UPSTREAM_ERROR']);
  }
  asana.next(redirect(302));
  await ask(url, '{ a: task(gid: "1") { name } b: task(gid: "2") { name } }', { token: TOKEN });
  expect(asana.calls).toHaveLength(11);
  expect(elsewhere.connections()).toBe(0);
});

describe('names that every object has', () => {
  test.each([
    '{ __proto__ }',
    '{ constructor { name } }',
    '{ task(gid: "1", __proto__: 1) { gid } }',
    '{ ...__proto__ }',
    'query ($__proto__: ID!) { task(gid: $__proto__) { gid } }',
    'query ($constructor: ID!) { task(gid: $constructor) { gid } }',
    'mutation ($i: DuplicateTaskInput!) { duplicateTask(input: $i) { job { gid } } }',
  ])('%s is an ordinary mistake', async (query) => {
    const { url, asana, alarms } = await scriptedTarget();
    const body = `{"query":${JSON.stringify(query)},"variables":{"i":{"__proto__":{"taskGid":"1","name":"x"},"constructor":"1"}}}`;
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${TOKEN}` },
      body,
    });
    expect(JSON.parse(answer.text).errors[0].extensions.code).toMatch(/VALIDATION_FAILED|BAD_USER_INPUT/);
    expect(asana.calls).toEqual([]);
    expect(alarms()).toEqual([]);
    expect(({} as Record<string, unknown>).taskGid).toBeUndefined();
  });

  test.each([
    '{"query":"{__typename}","__proto__":{"query":"{ me { gid } }"}}',
    '{"query":1}',
    '{"query":["{__typename}"]}',
    '{"query":{"__typename":1}}',
    '{"query":"{__typename}","variables":[]}',
    '{"query":"{__typename}","operationName":{"a":1}}',
    '{"query":"{__typename}","extensions":"x"}',
    '{}',
    'null',
    '[]',
    '[{"query":"{__typename}"}]',
    '"',
    '',
  ])('the body %s is a bad request', async (body) => {
    const { url, alarms } = await scriptedTarget();
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    expect(answer.status).toBe(400);
    expect(alarms()).toEqual([]);
  });
});
