import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Demo, JOB_MS, openDemo } from './demo.ts';
import { createEvents } from './events.ts';
import { createApollo } from './snippets/apollo.ts';
import { readNewProject } from './snippets/children.ts';
import { explain } from './snippets/explain.ts';
import { type JobRow, resumeJobs } from './snippets/resume.ts';
import { byField, startProject } from './snippets/start.ts';

let demo: Demo;
let client: ApolloClient;

beforeEach(async () => {
  demo = await openDemo();
  client = createApollo(demo.url, demo.session);
});

afterEach(async () => {
  client.stop();
  await demo[Symbol.asyncDispose]();
});

const ME = gql`{ me { id name } }`;
const WATCH = gql`
  subscription Watch($gid: ID!) { jobUpdated(gid: $gid) { id status newProject { id gid name } } }
`;

interface Watched {
  readonly jobUpdated: { readonly status: string; readonly newProject: { readonly gid: string } | null };
}

const checklist = (name: string) => ({
  projectTemplateGid: demo.sandbox.gids.projectTemplates.checklist,
  name,
});

async function start(name: string): Promise<string> {
  const { job, userErrors } = await startProject(client, checklist(name));
  expect(userErrors).toEqual([]);
  return job?.gid ?? '';
}

function watch(gid: string) {
  const events = createEvents<Watched['jobUpdated']>();
  client.subscribe<Watched>({ query: WATCH, variables: { gid } }).subscribe({
    next: ({ data, error }) => (data ? events.push(data.jobUpdated as never) : events.fail(error)),
    error: events.fail,
    complete: events.end,
  });
  return events;
}

test('a query brings the token of the session', async () => {
  const { data } = await client.query<{ me: { name: string } }>({ query: ME });

  expect(data?.me.name).toBe('Ada Okafor');
  expect(demo.tokens).toEqual(['token-1-of-ada']);
});

test('a job is started and watched to its end', async () => {
  const events = watch(await start('Store in Bergen'));

  expect(await events.next()).toMatchObject({ status: 'NOT_STARTED' });
  demo.advance(JOB_MS);
  expect(await events.next()).toMatchObject({
    status: 'SUCCEEDED',
    newProject: { name: 'Store in Bergen' },
  });
  await events.ended();
});

test('asking again with one key starts one job', async () => {
  const first = await startProject(client, checklist('Store in Oslo'), 'my-key');
  const again = await startProject(client, checklist('Store in Oslo'), 'my-key');

  expect(again.job?.gid).toBe(first.job?.gid);
  expect(demo.sandbox.calls.filter(({ path }) => path.endsWith('/instantiateProject'))).toHaveLength(1);
});

test('a start whose answer is lost is asked for again', async () => {
  const send = fetch;
  let lost = 0;
  vi.stubGlobal('fetch', async (...call: Parameters<typeof fetch>) => {
    const response = await send(...call);
    lost += 1;
    if (lost === 1) throw new TypeError('fetch failed');
    return response;
  });

  const { job } = await startProject(client, checklist('Store in Hamar'));

  expect(job?.gid).toMatch(/^\d+$/);
  expect(lost).toBe(2);
  expect(demo.sandbox.calls.filter(({ path }) => path.endsWith('/instantiateProject'))).toHaveLength(1);
});

test('mistakes come back by the field they are about', async () => {
  const { campaign } = demo.sandbox.gids.projectTemplates;

  const { job, userErrors } = await startProject(client, { projectTemplateGid: campaign, name: 'Spring' });

  expect(job).toBeNull();
  expect(byField(userErrors)).toEqual({ requestedRoles: [expect.stringContaining('Designer')] });
});

test('an expired token is renewed for HTTP', async () => {
  await client.query({ query: ME });
  demo.revoke();

  const { data } = await client.query<{ me: { name: string } }>({ query: ME, fetchPolicy: 'network-only' });

  expect(data?.me.name).toBe('Ada Okafor');
  expect(demo.tokens).toHaveLength(2);
});

test('an expired token is renewed under a running subscription', async () => {
  const events = watch(await start('Store in Malmö'));
  await events.next();

  demo.revoke();
  await expect.poll(() => demo.tokens.length, { timeout: 10_000 }).toBe(2);
  demo.advance(JOB_MS);

  await events.until(({ status }) => status === 'SUCCEEDED');
  await events.ended();
});

test('a subscription survives a restart of the gateway', async () => {
  const events = watch(await start('Store in Turku'));
  await events.next();

  await demo.restart();
  demo.advance(JOB_MS);

  await events.until(({ status }) => status === 'SUCCEEDED');
  await events.ended();
});

test('a reopened page finds its jobs and watches on', async () => {
  const gid = await start('Store in Tromsø');
  await start('Store in Bodø');
  const reopened = createApollo(demo.url, demo.session);
  const shown = createEvents<readonly JobRow[]>();

  const stop = await resumeJobs(reopened, shown.push);
  expect((await shown.until((jobs) => jobs.length > 0)).map(({ finished }) => finished)).toEqual([
    false,
    false,
  ]);
  demo.advance(JOB_MS);

  const jobs = await shown.until((rows) => rows.every(({ finished }) => finished));
  expect(jobs.map((job) => job.gid)).toContain(gid);
  stop();
  reopened.stop();
});

test('a new project is read again until it has filled', async () => {
  const events = watch(await start('Store in Narvik'));
  demo.advance(JOB_MS);
  const { newProject } = await events.until(({ status }) => status === 'SUCCEEDED');
  const sizes: number[] = [];

  await readNewProject(client, newProject?.gid ?? '', ({ tasks }) => {
    sizes.push(tasks.nodes.length);
    demo.advance(1_000);
  });

  expect(sizes).toEqual([0, 3, 3]);
});

test('pages of tasks are one list in the cache', async () => {
  const query = gql`
    query Tasks($gid: ID!, $after: String) {
      project(gid: $gid) {
        id
        tasks(first: 100, after: $after) { edges { cursor node { id name } } pageInfo { endCursor hasNextPage } }
      }
    }
  `;
  const variables = { gid: demo.sandbox.gids.projects.launch };
  type Page = { project: { tasks: { edges: unknown[]; pageInfo: { endCursor: string | null } } } };
  const list = client.watchQuery<Page>({ query, variables });
  const sizes = createEvents<Page['project']['tasks']>();
  const watching = list.subscribe(({ data, dataState }) => {
    if (dataState === 'complete') sizes.push(data.project.tasks);
  });
  const first = await sizes.next();

  await list.fetchMore({ variables: { after: first.pageInfo.endCursor } });

  await sizes.until(({ edges }) => edges.length === 200);
  watching.unsubscribe();
});

test.each([
  ['sandbox-ada-token-500', "Asana doesn't answer properly right now.", 'try again'],
  ['sandbox-ada-token-ratelimited', expect.stringMatching(/^Asana is busy. Ready in \d+ s.$/), 'try again'],
  ['invalid-token', 'Your session has ended.', 'sign in'],
])('%s is explained in words', async (token, text, offer) => {
  const other = createApollo(demo.url, { token: async () => token, renew: async () => {} });

  const error = await other.query({ query: ME }).catch((reason: unknown) => reason);

  expect(explain(error)).toEqual({ text, offer });
  other.stop();
});

test('a subscription over the HttpLink alone is told what to use in its place', async () => {
  const alone = new ApolloClient({ link: new HttpLink({ uri: demo.url }), cache: new InMemoryCache() });
  const gid = await start('Launch');
  const events = createEvents<unknown>();
  const subscription = alone
    .subscribe({ query: WATCH, variables: { gid } })
    .subscribe({ next: ({ error }) => events.push(error?.message) });

  expect(await events.next()).toMatch(/never as multipart\/mixed.*WebSocket at this URL/);
  subscription.unsubscribe();
  alone.stop();
});
