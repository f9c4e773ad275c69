import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { post } from '../../../src/errands/callbacks/post.ts';
import { signedHeaders } from '../../../src/errands/callbacks/sign.ts';
import { freePort } from '../../support/ports.ts';
import { SECRET } from '../../support/webhook-receiver.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

/** The receiver of docs/operating.md, running. */
async function documented(): Promise<{ url: string; lines: AsyncIterator<string> }> {
  const page = await readFile(path.join(ROOT, 'docs/operating.md'), 'utf8');
  const [, code = ''] = /<!-- runs: verify -->\n\n```js\n(.*?)```/s.exec(page) ?? [];
  const folder = await mkdtemp(path.join(tmpdir(), 'callbacks-'));
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  await writeFile(path.join(folder, 'receiver.mjs'), code);
  const port = await freePort();
  const env = { ...process.env, CALLBACK_SECRET: SECRET, PORT: String(port) };
  const child = spawn(process.execPath, ['receiver.mjs'], { cwd: folder, env });
  onTestFinished(async () => {
    child.kill();
    await once(child, 'exit');
    await rm(folder, { recursive: true });
  });
  return {
    url: `http://127.0.0.1:${port}/`,
    lines: createInterface(child.stdout)[Symbol.asyncIterator](),
  };
}

test('the receiver in docs/operating.md takes what is signed, and nothing else', async () => {
  const { url, lines } = await documented();
  const body = JSON.stringify({ type: 'job.finished', data: { jobGid: '77', status: 'SUCCEEDED' } });
  const seconds = Math.floor(Date.now() / 1_000);
  const send = (text: string, at = seconds) => {
    const headers = signedHeaders({ id: 'an-id', body, seconds: at }, [SECRET]);
    return post({ url, headers, body: text, signal: AbortSignal.timeout(10_000) });
  };
  await expect.poll(() => send(body), { timeout: 10_000 }).toMatchObject({ status: 204 });
  expect((await lines.next()).value).toBe('an-id job.finished 77 SUCCEEDED');
  expect(await send(body.replace('77', '78'))).toMatchObject({ status: 401 });
  expect(await send(body, seconds - 3_600)).toMatchObject({ status: 401 });
});
