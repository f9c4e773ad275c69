import { expect, test } from 'vitest';
import { Deliveries } from '../../src/errands/callbacks/deliveries.ts';
import { Errands } from '../../src/errands/errands.ts';
import { UserTokens } from '../../src/errands/tokens.ts';
import { connectRedis } from '../../src/redis/connection.ts';
import { redisErrands } from '../../src/redis/errands.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { post } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis } from '../support/redis.ts';
import { openReceiver, type Received, SECRET, verified } from '../support/webhook-receiver.ts';
import { type Fleet, openFleet, PATIENCE_MS } from './support.ts';

const KEY = 'a-key-of-sixteen-characters';
const START = `mutation ($gid: ID!) {
  duplicateTask(input: { taskGid: $gid, name: "Told of", callback: { to: "crm" } }) { job { gid } userErrors { code } }
}`;

const settings = ({ sandbox }: Fleet, url: string) => ({
  ASANA_TOKEN: sandbox.tokens.ada,
  GATEWAY_KEYS: `web:${KEY}`,
  CALLBACKS: JSON.stringify({ crm: { url, secret: SECRET } }),
});

/** So many deliveries, made by an instance that knows no endpoint, and so delivers none itself. */
async function makeDeliveries({ redis, sandbox }: Fleet, url: string, count: number): Promise<void> {
  const telemetry = silentTelemetry();
  const options = { url: redis.url, prefix: 'asana-jobs-gateway', baseUrl: sandbox.url, telemetry };
  await using connection = await connectRedis(options);
  const tokens = new UserTokens({ ttlMs: 0, gone: () => {} });
  const errands = new Errands({ store: redisErrands(connection), tokens, kinds: [], telemetry });
  const endpoints = [{ name: 'crm', url, secrets: [SECRET] }];
  const deliveries = new Deliveries({ endpoints, errands: () => errands, telemetry, now: Date.now });
  const subject = { jobGid: '77', status: 'SUCCEEDED' };
  const made = Array.from({ length: count }, (_, at) =>
    deliveries.make({ key: `${at}`, owner: 'user:1', to: 'crm', type: 'job.finished', subject }),
  );
  await Promise.all(made);
  await errands.close();
}

describeRedis('callbacks of several gateways', () => {
  test.concurrent('an instance that is killed between two tries: another one delivers, under the same id', async () => {
    await using crm = await openReceiver();
    await using fleet = await openFleet();
    const env = settings(fleet, crm.url);
    const one = await fleet.gateway(env);
    crm.always = 503;
    const variables = { gid: fleet.sandbox.gids.tasks.first };
    await post(one.url, START, variables, { authorization: `Bearer ${KEY}` });
    fleet.finishJobs();
    await one.saw(/"outcome":"repeated"/);
    await one.kill();
    crm.always = 204;
    const two = await fleet.gateway(env);
    await two.saw(/"outcome":"delivered"/);
    const [first, last] = [crm.received[0], crm.received.at(-1)] as [Received, Received];
    expect(crm.received).toHaveLength(2);
    expect(last.headers['webhook-id']).toBe(first.headers['webhook-id']);
    expect([verified(last), last.body]).toEqual([last.message, first.body]);
  });

  test.concurrent('ten tries are under way to one endpoint, whatever instances make them', async () => {
    await using crm = await openReceiver();
    await using fleet = await openFleet();
    const held: (() => void)[] = [];
    crm.always = (_request, response) => void held.push(() => response.writeHead(204).end());
    await makeDeliveries(fleet, crm.url, 40);
    const env = settings(fleet, crm.url);
    const both = await Promise.all([fleet.gateway(env), fleet.gateway(env)]);
    // Each has all the tries at hand that it makes at once.
    const running = () => Promise.all(both.map((each) => each.metric('errands_running')));
    await eventually(async () => (await running()).every((count) => count === 10), PATIENCE_MS);
    await eventually(() => held.length === 10, PATIENCE_MS);
    for (let left = 40; left > 0; left -= 1) {
      await eventually(() => held.length > 0, PATIENCE_MS);
      held.shift()?.();
    }
    await eventually(() => crm.received.length === 40, PATIENCE_MS);
    expect(crm.inFlight.most).toBe(10);
    expect(new Set(crm.received.map(({ headers }) => headers['webhook-id'])).size).toBe(40);
  });
});
