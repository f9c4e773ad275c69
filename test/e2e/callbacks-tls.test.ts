import { expect, test } from 'vitest';
import { createSandbox } from '../../src/sandbox/server.ts';
import { makeCertificate } from '../redis/certificate.ts';
import { openReceiver, type Received, SECRET, verified } from '../support/webhook-receiver.ts';
import { post, run, urlOf } from './support.ts';

const START = `mutation ($gid: ID!) {
  duplicateTask(input: { taskGid: $gid, name: "Told of", callback: { to: "crm" } }) { job { gid } userErrors { code } }
}`;

test('a receiver with a certificate of its own is told where that is trusted, and nowhere else', async () => {
  await using certificate = await makeCertificate();
  await using crm = await openReceiver(certificate);
  await using sandbox = await createSandbox({ jobDurationMs: 50, childrenDelayMs: 0 });
  const env = {
    ASANA_BASE_URL: sandbox.url,
    CALLBACKS: JSON.stringify({ crm: { url: crm.url, secret: SECRET } }),
  };
  const open = (more: Record<string, string> = {}) =>
    run(['start', '--port', '0'], { env: { ...env, ...more } });
  await using trusting = open({ NODE_EXTRA_CA_CERTS: certificate.certFile });
  await using wary = open();
  const start = async (on: typeof wary) =>
    post(
      await urlOf(on),
      START,
      { gid: sandbox.gids.tasks.first },
      { authorization: `Bearer ${sandbox.tokens.ada}` },
    );
  await start(wary);
  const line = await wary.saw(/.*"msg":"callback".*/);
  expect(JSON.parse(line)).toMatchObject({
    to: 'crm',
    attempt: 1,
    failure: 'DEPTH_ZERO_SELF_SIGNED_CERT',
    outcome: 'repeated',
  });
  expect(crm.received).toEqual([]);
  await start(trusting);
  await trusting.saw(/"outcome":"delivered"/);
  const [message] = crm.received as [Received];
  expect([crm.received.length, verified(message)]).toEqual([1, message.message]);
});
