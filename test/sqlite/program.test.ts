import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { finish, post } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { type GatewayProcess, openGateways } from './killable-gateways.ts';

const KEY = 'a-key-of-sixteen-characters';
const WAIT_MS = 20_000;

const DUPLICATE = `mutation ($gid: ID!, $name: String!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: $name, idempotencyKey: $key }) { job { gid } userErrors { code } }
}`;
const SET_UP = `mutation ($gid: ID!) {
  duplicateProject(input: { projectGid: $gid, name: "Copy", setUp: { project: { notes: "x" }, members: ["me"] } }) {
    job { setUp { id } }
  }
}`;

/** What stands in a folder, to the byte. */
function contentsOf(folder: string): string[] {
  return readdirSync(folder).map((name) => {
    const bytes = readFileSync(path.join(folder, name));
    return `${name} ${createHash('sha256').update(bytes).digest('hex')}`;
  });
}

async function stateOf(gateway: GatewayProcess, token: string, id: string): Promise<string | undefined> {
  const query = 'query ($id: ID!) { setUp(id: $id) { state } }';
  return (await gateway.ask<{ setUp: { state: string } | null }>(token, query, { id })).setUp?.state;
}

async function startSetUp(gateway: GatewayProcess, token: string, gid: string): Promise<string> {
  const data = await gateway.ask<{ duplicateProject: { job: { setUp: { id: string } } } }>(token, SET_UP, {
    gid,
  });
  return data.duplicateProject.job.setUp.id;
}

describeSqlite('the program with a state file', () => {
  test('knows jobs, keys and unknown starts after it was stopped, and says nothing on standard error', async () => {
    await using gateways = await openGateways();
    const { ada } = gateways.sandbox.tokens;
    const gid = gateways.sandbox.gids.tasks.first;
    const before = await gateways.start();
    const variables = { gid, name: 'Kept', key: 'one' };
    const first = await before.ask(ada, DUPLICATE, variables);
    gateways.sandbox.fail({
      match: { method: 'POST' },
      times: 1,
      fault: { kind: 'reset' },
      after: 'after-effect',
    });
    const lost = await post(before.url, DUPLICATE, { gid, name: 'Lost' }, { authorization: `Bearer ${ada}` });
    expect(lost.errors?.[0]?.extensions.code).toBe('OUTCOME_UNKNOWN');
    const query = '{ recentJobs { gid kind requestedName } unknownStarts { id name } }';
    const known = await before.ask<{ unknownStarts: { id: string; name: string }[] }>(ada, query);
    expect(known).toMatchObject({
      recentJobs: [{ kind: 'DUPLICATE_TASK', requestedName: 'Kept' }],
      unknownStarts: [{ name: 'Lost' }],
    });
    before.child.kill('SIGTERM');
    expect(await before.ended).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(gateways.folder)).toEqual(['state.db']);

    const after = await gateways.start();
    expect(await after.ask(ada, query)).toEqual(known);
    expect(await after.ask(ada, DUPLICATE, variables)).toEqual(first);
    expect(gateways.sent('Kept')).toBe(1);
    const dismiss = 'mutation ($id: ID!) { dismissUnknownStart(input: { id: $id }) { userErrors { code } } }';
    await after.ask(ada, dismiss, { id: known.unknownStarts[0]?.id });
    await after.kill();
    const last = await gateways.start();
    expect(await last.ask(ada, '{ unknownStarts { id } }')).toEqual({ unknownStarts: [] });
  });

  test('holds no token', async () => {
    await using gateways = await openGateways();
    const { ada } = gateways.sandbox.tokens;
    const gateway = await gateways.start();
    await startSetUp(gateway, ada, gateways.sandbox.gids.projects.office);
    const text = readdirSync(gateways.folder).map((name) =>
      readFileSync(path.join(gateways.folder, name), 'latin1'),
    );
    expect([text.join('').includes('setUp'), text.join('').includes(ada)]).toEqual([true, false]);
    expect(
      readdirSync(gateways.folder).map((name) => statSync(path.join(gateways.folder, name)).mode & 0o777),
    ).toEqual([0o600, 0o600]);
  });

  test('in service mode goes on by itself with the set-ups of a process that was killed, and of one that ended', async () => {
    await using gateways = await openGateways();
    const env = { ASANA_TOKEN: gateways.sandbox.tokens.ada, GATEWAY_KEYS: `web:${KEY}` };
    const one = await gateways.start(env);
    const id = await startSetUp(one, KEY, gateways.sandbox.gids.projects.office);
    await one.kill();
    const two = await gateways.start(env);
    const metrics = async () => (await fetch(new URL('/metrics', two.url))).text();
    await eventually(async () => (await metrics()).includes('\ngateway_errands_running 1\n'), WAIT_MS);
    two.child.kill('SIGTERM');
    expect((await two.ended).code).toBe(0);
    gateways.finishJobs();
    const three = await gateways.start(env);
    await three.saw(/"errand":"([^"]+)","kind":"setUp","state":"done"/);
    expect(await stateOf(three, KEY, id)).toBe('DONE');
    const writes = gateways.sandbox.calls.filter(
      ({ method, path: at }) => method === 'PUT' || at.endsWith('/addMembers'),
    );
    expect(writes).toHaveLength(2);
  });

  test('in pass-through mode interrupts a set-up until its user asks', async () => {
    await using gateways = await openGateways();
    const { ada } = gateways.sandbox.tokens;
    const one = await gateways.start();
    const id = await startSetUp(one, ada, gateways.sandbox.gids.projects.office);
    await one.kill();
    const two = await gateways.start();
    expect(await stateOf(two, ada, id)).toBe('INTERRUPTED');
    gateways.finishJobs();
    await eventually(async () => (await stateOf(two, ada, id)) === 'DONE', WAIT_MS);
  });

  test('ends with one line and 2 where another process has the file, which that one keeps', async () => {
    await using gateways = await openGateways();
    const { ada } = gateways.sandbox.tokens;
    const first = await gateways.start();
    const second = await finish(['start', '--port', '0'], { STATE_FILE: gateways.file });
    expect([second.code, second.stdout, second.stderr.trimEnd().split('\n')]).toEqual([
      2,
      '',
      [expect.stringContaining('state.db", which another process has open, takes a file of its own')],
    ]);
    const variables = { gid: gateways.sandbox.gids.tasks.first, name: 'Kept', key: 'one' };
    const answer = await first.ask(ada, DUPLICATE, variables);
    await first.kill();
    const third = await gateways.start();
    expect(await third.ask(ada, DUPLICATE, variables)).toEqual(answer);
  });

  test('ends with one line and 2 where the file is damaged, and leaves it and what a killed process left', async () => {
    await using gateways = await openGateways();
    const gateway = await gateways.start();
    const names = Array.from({ length: 40 }, (_, number) => `Copy ${number} ${'x'.repeat(900)}`);
    for (const name of names)
      await gateway.ask(gateways.sandbox.tokens.ada, DUPLICATE, {
        gid: gateways.sandbox.gids.tasks.first,
        name,
      });
    await gateway.kill();
    expect(readdirSync(gateways.folder)).toEqual(['state.db', 'state.db-wal']);
    const bytes = readFileSync(gateways.file);
    bytes.fill(0xa5, 4_096 * 2);
    writeFileSync(gateways.file, bytes);
    const before = contentsOf(gateways.folder);
    const ended = await finish(['start', '--port', '0'], { STATE_FILE: gateways.file });
    expect([ended.code, ended.stdout, ended.stderr.trimEnd().split('\n')]).toEqual([
      2,
      '',
      [expect.stringMatching(/STATE_FILE: got ".*state\.db", which is damaged .*it was left as it is/)],
    ]);
    expect(contentsOf(gateways.folder)).toEqual(before);
  });

  test('takes no Redis beside it', async () => {
    const env = { STATE_FILE: 'state.db', REDIS_URL: 'redis://127.0.0.1:1' };
    expect(await finish(['start', '--port', '0'], env)).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('STATE_FILE: got a file although REDIS_URL is set'),
    });
  });
});
