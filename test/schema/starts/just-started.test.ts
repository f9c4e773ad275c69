import { describe, expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';
import { startJob } from './starting.ts';

let monotonicMs = 0;
const gateway = withSandbox({ jobDurationMs: 200, timeoutMs: 2_000, freshNow: () => monotonicMs });

/** A job that Asana does not know for so many reads. */
async function unknownFor(times: number): Promise<string> {
  const gid = await startJob(gateway);
  const body = { errors: [{ message: `job: Unknown object: ${gid}` }] };
  gateway.sandbox.fail({
    match: { method: 'GET', path: `/jobs/${gid}` },
    times,
    fault: { status: 404, body },
  });
  return gid;
}

const nodeId = (gid: string) => Buffer.from(`Job:${gid}`).toString('base64');

describe('a job just started that Asana does not know yet', () => {
  test.each([
    ['job', (gid: string) => `{ found: job(gid: "${gid}") { gid } }`],
    ['jobs', (gid: string) => `{ found: jobs(gids: ["${gid}"]) { gid } }`],
    ['node', (gid: string) => `{ found: node(id: "${nodeId(gid)}") { ... on Job { gid } } }`],
    ['recentJobs', () => '{ found: recentJobs(first: 1) { gid newTask { name } } }'],
  ])('is asked for again by %s', async (_name, query) => {
    const gid = await unknownFor(2);
    const { data, errors, calls } = await gateway.run(query(gid));
    expect(errors).toEqual([]);
    expect([data.found].flat()[0]).toMatchObject({ gid });
    expect(calls.filter((call) => call.includes(`GET /jobs/${gid}`))).toHaveLength(3);
  });

  test('is an error in the end, never null', async () => {
    const gid = await unknownFor(1_000);
    const { data, errors } = await gateway.run(`{ job(gid: "${gid}") { gid } }`);
    expect(data.job).toBeNull();
    expect(errors).toMatchObject([{ path: 'job', code: 'UPSTREAM_ERROR', extensions: { retryable: true } }]);
  });

  test('is waited for and watched', async () => {
    const gid = await unknownFor(2);
    const events = await gateway.watch(`subscription { jobUpdated(gid: "${gid}") { gid status } }`);
    const first = await events.next();
    expect(first.value).toMatchObject({ data: { jobUpdated: { gid } } });
    await events.return?.();
    const other = await unknownFor(1);
    const { data, errors } = await gateway.run(`{ waitForJob(gid: "${other}", seconds: 2) { gid status } }`);
    expect(errors).toEqual([]);
    expect(data.waitForJob).toMatchObject({ gid: other });
  });

  test('is unknown to everybody else, at once', async () => {
    const gid = await startJob(gateway);
    const { data, errors, calls } = await gateway.run(
      `{ job(gid: "${gid}") { gid } }`,
      {},
      gateway.sandbox.tokens.grace,
    );
    expect(data.job).toBeNull();
    expect(errors).toEqual([]);
    expect(calls.filter((call) => call.startsWith('GET /jobs'))).toHaveLength(1);
  });

  test('is unknown after 15 s, whatever the clock on the wall says', async () => {
    const gid = await unknownFor(1_000);
    monotonicMs += 15_000;
    const { data, errors, calls } = await gateway.run(`{ job(gid: "${gid}") { gid } }`);
    expect(data.job).toBeNull();
    expect(errors).toEqual([]);
    expect(calls).toEqual([`GET /jobs/${gid} [gid]`]);
  });
});
