/** A token that dies once the job is over, while a set-up goes on with it: who watches is told, and may come back. */
import { createClient } from 'graphql-ws';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { ask, sandboxTarget } from '../../security/support.ts';

const COPY = 'projectGid: $gid, name: "Copied", setUp: { project: { notes: "as wished" } }';
const START = `mutation ($gid: ID!) {
  duplicateProject(input: { ${COPY} }) { job { gid setUp { id } } }
}`;
const LIST = `mutation ($gid: ID!) {
  startMany(input: { items: [{ duplicateProject: { ${COPY} } }] }) { bulk { id } }
}`;

interface Shown {
  readonly data?: { readonly it?: { readonly state?: string; readonly setUp?: { readonly state: string } } };
  readonly errors?: readonly unknown[];
}

/** Somebody whose token Asana refuses from the first write of a set-up on. */
async function dying() {
  const { sandbox, url } = await sandboxTarget();
  const { ada, adaSecond } = sandbox.tokens;
  const as = (token: string, query: string, variables: object = {}) => ask(url, query, { token, variables });
  const fault = { status: 401, body: { errors: [{ message: 'Not Authorized' }] } };
  const faults: (() => void)[] = [];
  // No set-up comes further than to its first write before that.
  const available = sandbox.fail({ match: { method: 'PUT' }, fault: { status: 503 } });
  return {
    start: async () =>
      (await as(ada, START, { gid: sandbox.gids.projects.office })).data.duplicateProject.job,
    list: async () => (await as(ada, LIST, { gid: sandbox.gids.projects.office })).data.startMany.bulk,
    refuse: () => {
      for (const match of [{ method: 'PUT' }, { path: '/users/me' }])
        faults.push(sandbox.fail({ match, fault }));
      available();
    },
    /** Its user is back, with another token. */
    back: (id: string) => {
      for (const heal of faults) heal();
      return as(adaSecond, 'query ($id: ID!) { setUp(id: $id) { state } }', { id });
    },
    connect: (init: object = {}) => {
      let tellClosed = (_code: number): void => {};
      const closed = new Promise<number>((resolve) => {
        tellClosed = resolve;
      });
      const client = createClient({
        url: url.replace('http', 'ws'),
        webSocketImpl: WebSocket,
        connectionParams: { Authorization: `Bearer ${ada}`, ...init },
        shouldRetry: () => false,
        on: { closed: (event) => tellClosed((event as CloseEvent).code) },
      });
      onTestFinished(async () => client.dispose());
      return { closed, watch: (field: string) => client.iterate({ query: `subscription { it: ${field} }` }) };
    },
  };
}

test.each(['setUpUpdated', 'jobUpdated', 'bulkUpdated'])(
  'who watches by %s and asked to reconnect is closed with 4403',
  async (field) => {
    const { start, list, refuse, connect } = await dying();
    const watched = async () => {
      if (field === 'bulkUpdated') return `bulkUpdated(id: "${(await list()).id}") { state }`;
      const { gid, setUp } = await start();
      if (field === 'setUpUpdated') return `setUpUpdated(id: "${setUp.id}") { state }`;
      return `jobUpdated(gid: "${gid}", until: SET_UP) { setUp { state } }`;
    };
    const { closed, watch } = connect({ reconnectOnExpiry: true });
    const events = watch(await watched());
    await events.next();
    refuse();
    const watching = (async () => {
      for await (const _event of events);
    })();
    await expect(watching).rejects.toMatchObject({ code: 4403 });
    expect(await closed).toBe(4403);
  },
);

test.each([
  ['setUpUpdated', (id: string) => `setUpUpdated(id: "${id}") { state }`],
  [
    'jobUpdated',
    (_id: string, gid: string) => `jobUpdated(gid: "${gid}", until: SET_UP) { setUp { state } }`,
  ],
  [
    'jobsUpdated',
    (_id: string, gid: string) => `jobsUpdated(gids: ["${gid}"], until: SET_UP) { setUp { state } }`,
  ],
])('who watches by %s sees it interrupted, and then how it goes on with another token', async (_, field) => {
  const { start, refuse, back, connect } = await dying();
  const { gid, setUp } = await start();
  const states: (string | undefined)[] = [];
  let isRefused = false;
  for await (const event of connect().watch(field(setUp.id, gid))) {
    const { data, errors } = event as Shown;
    expect(errors).toBeUndefined();
    const state = data?.it?.setUp?.state ?? data?.it?.state;
    if (!isRefused) refuse();
    isRefused = true;
    if (state === 'INTERRUPTED' && states.at(-1) !== state) await back(setUp.id);
    states.push(state);
  }
  expect(states).toContain('INTERRUPTED');
  expect(states.at(-1)).toBe('DONE');
});
