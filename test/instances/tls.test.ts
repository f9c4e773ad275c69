import { expect, test } from 'vitest';
import { makeCertificate } from '../redis/certificate.ts';
import { describeRedis } from '../support/redis.ts';
import { openFleet, pollerOf, watch } from './support.ts';
import { expectNoCrash, expectOneEnd } from './watched-on-all.ts';

const PASSWORD = 's3cret/with#signs';

describeRedis('gateways and a Redis that speaks TLS', () => {
  test('share it where they trust its certificate, and serve alone where they do not', async () => {
    await using certificate = await makeCertificate();
    await using fleet = await openFleet({}, { redis: { certificate, password: PASSWORD } });
    const { ada } = fleet.sandbox.tokens;
    const REDIS_URL = fleet.redis.url.replace('//', `//:${encodeURIComponent(PASSWORD)}@`);
    const trusting = { REDIS_URL, NODE_EXTRA_CA_CERTS: certificate.certFile };
    const together = await Promise.all([fleet.gateway(trusting), fleet.gateway(trusting)]);
    const alone = await fleet.gateway({ REDIS_URL });
    for (const each of together) expect(await each.ready()).toEqual({ status: 200, body: { redis: 'up' } });
    expect(await alone.ready()).toEqual({ status: 200, body: { redis: 'down' } });

    const gid = await fleet.startJob(alone);
    const watchers = await Promise.all([...together, alone].map((each) => watch(each, gid, ada)));
    await pollerOf(together);
    await pollerOf([alone]);
    fleet.finishJobs();
    await expectOneEnd(watchers);

    const lines = alone.output().split('\n');
    const warnings = lines.filter((line) => line.includes('"reason"'));
    expect(warnings.map((line) => JSON.parse(line))).toMatchObject([
      { reason: 'self-signed certificate', msg: 'Redis is not usable; this instance goes on alone' },
    ]);
    for (const { output } of [...together, alone]) expect(output()).not.toContain('s3cret');
    for (const { output } of together) expect(output()).not.toContain('"reason"');
    expectNoCrash([...together, alone]);
  });
});
