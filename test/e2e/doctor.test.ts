import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { finish } from './support.ts';

let sandbox: Sandbox;

beforeAll(async () => {
  sandbox = await createSandbox({ jobDurationMs: 0 });
});

afterAll(async () => {
  await sandbox.close();
});

function doctor(token: string, ...args: string[]) {
  return finish(['doctor', ...args], { ASANA_BASE_URL: sandbox.url, ASANA_TOKEN: token });
}

async function report(token: string, ...args: string[]): Promise<Record<string, string>> {
  const { stdout } = await doctor(token, '--json', ...args);
  const { findings } = JSON.parse(stdout) as { findings: { id: string; verdict: string }[] };
  return Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
}

async function finishedJob(): Promise<string> {
  const call = (path: string, init: RequestInit = {}) =>
    fetch(`${sandbox.url}${path}`, {
      ...init,
      headers: { authorization: `Bearer ${sandbox.tokens.ada}`, 'content-type': 'application/json' },
    }).then((response) => response.json() as Promise<{ data: { gid: string; status: string } }>);
  const body = JSON.stringify({ data: { name: 'Examined' } });
  const { data } = await call(`/projects/${sandbox.gids.projects.empty}/duplicate`, { method: 'POST', body });
  while ((await call(`/jobs/${data.gid}`)).data.status !== 'succeeded') await new Promise(setImmediate);
  return data.gid;
}

describe('the doctor', () => {
  test('finds that everything holds, with reads alone', async () => {
    const gid = await finishedJob();
    sandbox.clearCalls();
    expect(await report(sandbox.tokens.ada, '--job', gid)).toEqual({
      token: 'holds',
      workspaces: 'holds',
      opt_fields: 'holds',
      jobs: 'holds',
      batch: 'holds',
      'rate-headers': 'holds',
      'job-fields': 'holds',
      'task-counts': 'holds',
    });
    const writes = sandbox.calls.filter(({ method, path }) => method !== 'GET' && !path.endsWith('/batch'));
    expect(writes).toEqual([]);
  });

  test('says what the gateway does where something differs', async () => {
    const { code, stdout } = await doctor(`${sandbox.tokens.ada}-nobatch`);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /DIFFERS.*POST \/batch[\s\S]*the gateway: reads with parallel GETs, and remembers/,
    );
    expect(await report(`${sandbox.tokens.ada}-nojobs`)).toMatchObject({ jobs: 'differs' });
    const job = await finishedJob();
    expect(await report(`${sandbox.tokens.ada}-nocounts`, '--job', job)).toMatchObject({
      'job-fields': 'holds',
      'task-counts': 'differs',
    });
  });

  /** What the report says the gateway does, by check. */
  async function consequences(token: string): Promise<Record<string, string>> {
    const { stdout } = await doctor(token, '--json');
    const { findings } = JSON.parse(stdout) as {
      findings: { id: string; verdict: string; gateway: string }[];
    };
    const differing = findings.filter(({ verdict }) => verdict === 'differs');
    return Object.fromEntries(differing.map(({ id, gateway }) => [id, gateway]));
  }

  test.each([
    ['an-expired-token', { token: 'answers UNAUTHENTICATED' }],
    ['somebody-ratelimited', { token: 'answers RATE_LIMITED' }],
    ['somebody-500', { token: 'answers UPSTREAM_ERROR' }],
    ['somebody-malformed', { token: 'answers UPSTREAM_ERROR' }],
    ['somebody-reset', { reachable: 'answers UPSTREAM_UNREACHABLE; check network and HTTPS_PROXY' }],
  ])('of %s it tells the code that callers get', async (token, expected) => {
    expect(await consequences(token)).toEqual(expected);
  });

  test.each([
    [400, 'reads this batch with parallel GETs'],
    [403, 'reads with parallel GETs, and remembers that for the token'],
    [413, 'sends smaller batches'],
    [429, 'answers RATE_LIMITED'],
    [503, 'answers UPSTREAM_ERROR'],
  ])('of a batch answered %i it tells what becomes of the reads', async (status, gateway) => {
    const stop = sandbox.fail({ match: { path: '/batch' }, fault: { status } });
    expect(await consequences(sandbox.tokens.ada)).toEqual({ batch: gateway });
    stop();
  });

  test.each([
    [
      { errors: [{ message: 'Missing scope jobs:read' }] },
      403,
      'answers FORBIDDEN with missingScope jobs:read',
    ],
    [{ errors: [{ message: 'Forbidden' }] }, 403, 'answers FORBIDDEN'],
    ['<h1>Blocked</h1>', 403, 'answers UPSTREAM_ERROR'],
    [{ data: { status: 'succeeded' } }, 200, 'answers UPSTREAM_ERROR'],
  ])('of a job answered %j with %i it tells the code that callers get', async (body, status, gateway) => {
    const stop = sandbox.fail({ match: { path: /^\/jobs/ }, fault: { status, body } });
    expect(await consequences(sandbox.tokens.ada)).toEqual({ jobs: gateway });
    stop();
  });

  test('of a place where nobody is it tells the word of the network', async () => {
    const nowhere = { ASANA_BASE_URL: 'http://127.0.0.1:1/api/1.0', ASANA_TOKEN: 'any' };
    const { code, stdout } = await finish(['doctor'], nowhere);
    expect(code).toBe(1);
    expect(stdout).toMatch(/seen: no answer \(ECONNREFUSED\)[\s\S]*answers UPSTREAM_UNREACHABLE;/);
  });

  test('shares no name, gid or token', async () => {
    const gid = await finishedJob();
    const { stdout } = await doctor(sandbox.tokens.ada, '--json', '--job', gid);
    for (const secret of [
      sandbox.tokens.ada,
      gid,
      'Ada',
      'Meridian',
      'Examined',
      sandbox.gids.organization,
    ]) {
      expect(stdout).not.toContain(secret);
    }
  });

  test('stops at a dead token with 1, and without one with 2', async () => {
    expect((await doctor('an-expired-token')).code).toBe(1);
    const { code, stderr } = await finish(['doctor']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^asana-jobs-gateway: ASANA_TOKEN: got nothing/);
  });
});
