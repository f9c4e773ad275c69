/**
 * The whole job in two ways: by the gateway, and by hand with Asana's own client and a fixed sleep, as programs in
 * public repositories have it. Each resolves to the gid of its job when it believes to be done. Measures nothing.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer, Sdk } from '../../test/asana-sdk/sdk.ts';
import { type Scene, WISHED } from './whole-job-scene.ts';

const START = `mutation Start($input: DuplicateProjectInput!) {
  duplicateProject(input: $input) { job { gid } userErrors { message field } }
}`;
const WATCH = `subscription Watch($gid: ID!) {
  jobUpdated(gid: $gid, until: SET_UP) { status setUp { state } }
}`;

interface Started {
  readonly data?: { readonly duplicateProject: { readonly job: { readonly gid: string } | null } | null };
}

/** One mutation, and one subscription until what it asked for is done. */
export async function byGateway(url: string, scene: Scene, name: string, token: string): Promise<string> {
  const { projectGid, portfolioGid, budgetGid, priorityGid, highGid } = scene;
  const setUp = {
    portfolioGids: [portfolioGid],
    customFields: [
      { gid: budgetGid, value: { number: WISHED.budget } },
      { gid: priorityGid, value: { enumOptionGid: highGid } },
    ],
    tasks: [{ where: { section: WISHED.section }, set: { assignee: 'me' } }],
  };
  const authorization = `Bearer ${token}`;
  const reply = await fetch(url, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', accept: 'application/json' },
    body: JSON.stringify({ query: START, variables: { input: { projectGid, name, setUp } } }),
  });
  const answer = (await reply.json()) as Started;
  const gid = answer.data?.duplicateProject?.job?.gid;
  if (gid === undefined) throw new Error(`not started: ${JSON.stringify(answer)}`);
  const client = createClient({
    url: url.replace(/^http/, 'ws'),
    webSocketImpl: WebSocket,
    connectionParams: { Authorization: authorization },
  });
  try {
    for await (const { errors } of client.iterate({ query: WATCH, variables: { gid } })) {
      if (errors) throw new Error(`watch broke off: ${JSON.stringify(errors)}`);
    }
  } finally {
    await client.dispose();
  }
  return gid;
}

/** A look a second until the job has succeeded, so many seconds of sleep, then one call after the other. */
export async function byHand(sdk: Sdk, scene: Scene, name: string, sleepSeconds: number): Promise<string> {
  const { projectGid, portfolioGid, budgetGid, priorityGid, highGid } = scene;
  const pause = (seconds: number) => sleep((seconds * 1_000) / scene.timeScale);
  const { data: job } = await sdk('ProjectsApi', 'duplicateProject', projectGid, {
    body: { data: { name } },
  });
  let made: string | null = null;
  while (made === null) {
    await pause(1);
    const { data } = await sdk('JobsApi', 'getJob', job.gid, {});
    if (data.status === 'failed') throw new Error('the copy failed');
    if (data.status === 'succeeded') made = data.new_project.gid;
  }
  await pause(sleepSeconds);
  const tasks = await tasksOf(sdk, made);
  await sdk('PortfoliosApi', 'addItemForPortfolio', { data: { item: made } }, portfolioGid);
  const fields = { custom_fields: { [budgetGid]: WISHED.budget, [priorityGid]: highGid } };
  await sdk('ProjectsApi', 'updateProject', { data: fields }, made, {});
  for (const { gid, memberships } of tasks) {
    if (!memberships.some(({ section }) => section?.name === WISHED.section)) continue;
    await sdk('TasksApi', 'updateTask', { data: { assignee: 'me' } }, gid, {});
  }
  return job.gid;
}

interface ListedTask {
  readonly gid: string;
  readonly memberships: readonly { readonly section: { readonly name: string } | null }[];
}

async function tasksOf(sdk: Sdk, projectGid: string): Promise<ListedTask[]> {
  const tasks: ListedTask[] = [];
  const options = { limit: 100, opt_fields: 'memberships.section.name' };
  let page: Answer = await sdk('TasksApi', 'getTasksForProject', projectGid, options);
  while (page.data !== null) {
    tasks.push(...page.data);
    page = await (page.nextPage as () => Promise<Answer>)();
  }
  return tasks;
}
