import { expect, onTestFinished, test } from 'vitest';
import { openReceiver, SECRET } from '../support/webhook-receiver.ts';
import { JOB_MS, openDemo } from './demo.ts';
import { receive, startCopy, type Told } from './snippets/callback.ts';
import { createFetch } from './snippets/connection.ts';

test('one function starts, another is told, once for each message', async () => {
  const shop = await openReceiver();
  onTestFinished(() => shop[Symbol.asyncDispose]());
  const demo = await openDemo({ callbacks: [{ name: 'shop', url: shop.url, secrets: [SECRET] }] });
  onTestFinished(() => demo[Symbol.asyncDispose]());
  const input = { projectGid: demo.sandbox.gids.projects.website, name: 'Website 2027' };
  const jobGid = await startCopy(demo.url, createFetch(demo.session), input, 'order-7');
  demo.advance(JOB_MS + 60_000);
  await expect.poll(() => shop.received.length, { timeout: 15_000 }).toBe(1);

  const [{ headers, body } = { headers: {}, body: '' }] = shop.received;
  const acted: Told[] = [];
  const seen = new Set<string>();
  const isNew = async (id: string) => !seen.has(id) && seen.add(id).size > 0;
  const take = async (text: string): Promise<number> => {
    const sent = Object.entries(headers).filter(([name]) => name.startsWith('webhook-'));
    const request = new Request(shop.url, { method: 'POST', headers: sent, body: text });
    return (await receive(request, SECRET, isNew, async (told) => void acted.push(told))).status;
  };
  expect([await take(body), await take(body), await take(`${body} `)]).toEqual([204, 204, 401]);
  expect(acted).toEqual([
    {
      type: 'job.ready',
      timestamp: expect.any(String),
      data: expect.objectContaining({ jobGid, status: 'SUCCEEDED', idempotencyKey: 'order-7' }),
    },
  ]);
});
