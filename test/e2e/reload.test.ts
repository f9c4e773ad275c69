import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { temporaryFolder } from '../support/folder.ts';
import { openReceiver, verified } from '../support/webhook-receiver.ts';
import { post, type Running, run, urlOf } from './support.ts';

let sandbox: Sandbox;
let gateway: Running;
let url: string;
const folder = temporaryFolder();
const OLD = 'web:first-key-of-the-web';
const NEW = 'web:second-key-of-the-web';
const SCRIPTS = 'scripts:only-key-of-the-scripts';

beforeEach(async () => {
  sandbox = await createSandbox({ jobDurationMs: 300 });
  write('token', sandbox.tokens.ada);
  write('keys', `${OLD},${SCRIPTS}`);
  gateway = run(['start', '--port', '0'], {
    env: {
      ASANA_BASE_URL: sandbox.url,
      ASANA_TOKEN_FILE: path.join(folder, 'token'),
      GATEWAY_KEYS_FILE: path.join(folder, 'keys'),
    },
  });
  url = await urlOf(gateway);
});

afterEach(async () => {
  await gateway[Symbol.asyncDispose]();
  await sandbox[Symbol.asyncDispose]();
});

const write = (name: string, text: string) => writeFileSync(path.join(folder, name), text);
const bearer = (entry: string) => ({ authorization: `Bearer ${entry.split(':')[1]}` });
const code = async (entry: string) =>
  (await post(url, '{ me { gid } }', {}, bearer(entry))).errors?.[0]?.extensions.code ?? 'accepted';

/** Another line for each reload: waits for the one that says a text behind those seen before. */
function reloaded(text: RegExp): Promise<string> {
  const seen = gateway.output().length;
  return gateway.saw(new RegExp(`^[\\s\\S]{${seen}}[\\s\\S]*?${text.source}`));
}

/** A socket with a key, acknowledged; and the code it will be closed with. */
async function socket(entry: string): Promise<{ closed: Promise<number>; ws: WebSocket }> {
  const ws = new WebSocket(url, 'graphql-transport-ws');
  const closed = new Promise<number>((resolve) => ws.once('close', resolve));
  await once(ws, 'open');
  ws.send(
    JSON.stringify({ type: 'connection_init', payload: { Authorization: bearer(entry).authorization } }),
  );
  await new Promise((resolve) => ws.once('message', resolve));
  return { closed, ws };
}

/** A stream of events that goes on until it is ended. */
async function stream(entry: string, gid: string): Promise<Promise<string>> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...bearer(entry) },
    body: JSON.stringify({ query: `subscription { jobUpdated(gid: "${gid}") { status } }` }),
  });
  return response.text().catch(() => 'cut');
}

describe('secrets that change while the gateway runs', () => {
  test('are read at SIGHUP: keys that are gone are sent away, others notice nothing', async () => {
    const [web, scripts] = await Promise.all([socket(OLD), socket(SCRIPTS)]);
    write('keys', `${NEW},${SCRIPTS}`);
    const renewed = reloaded(/"settings":\["GATEWAY_KEYS"\],"msg":"secrets renewed"/);
    gateway.child.kill('SIGHUP');
    await renewed;
    expect(await web.closed).toBe(4403);
    expect(await Promise.all([OLD, NEW, SCRIPTS].map(code))).toEqual([
      'UNAUTHENTICATED',
      'accepted',
      'accepted',
    ]);
    expect(scripts.ws.readyState).toBe(WebSocket.OPEN);
    scripts.ws.close();
    expect(gateway.output()).not.toMatch(/key-of-the/);
  });

  test('are read when a file has changed: who watches is asked to come back, and the next call has the new token', async () => {
    const { launch } = sandbox.gids.projects;
    const start = `mutation { duplicateProject(input: { projectGid: "${launch}", name: "[slow]" }) { job { gid } } }`;
    const started = await post(url, start, {}, bearer(SCRIPTS));
    const gid = /"gid":"(\d+)"/.exec(JSON.stringify(started))?.[1] ?? '';
    const watched = stream(SCRIPTS, gid);
    const { closed } = await socket(SCRIPTS);
    // Another token of the same user.
    const second = `${sandbox.tokens.ada}-free`;
    write('token', second);
    await reloaded(
      /"why":"ASANA_TOKEN_FILE has changed","settings":\["ASANA_TOKEN"\],"msg":"secrets renewed"/,
    );
    expect(await closed).toBe(1001);
    expect(await watched).not.toContain('event: complete');
    sandbox.clearCalls();
    expect(await code(SCRIPTS)).toBe('accepted');
    expect(sandbox.calls.map(({ tokenLast4 }) => tokenLast4)).toEqual(['free']);
    expect(gateway.output()).not.toContain(second);
  });

  test('sign what is delivered, from the next delivery on', async () => {
    await using receiver = await openReceiver();
    const told = new Promise<void>((resolve) => {
      receiver.always = (_request, response) => {
        response.end();
        resolve();
      };
    });
    const to = receiver.url;
    const secret = (letter: string) => `whsec_${Buffer.from(letter.repeat(32)).toString('base64')}`;
    write('callbacks', JSON.stringify({ crm: { url: to, secret: secret('a') } }));
    await using other = run(['start', '--port', '0'], {
      env: { ASANA_BASE_URL: sandbox.url, CALLBACKS_FILE: path.join(folder, 'callbacks') },
    });
    const at = await urlOf(other);
    write('callbacks', JSON.stringify({ crm: { url: to, secret: secret('b') } }));
    other.child.kill('SIGHUP');
    await other.saw(/"settings":\["CALLBACKS"\],"msg":"secrets renewed"/);
    const { first: task } = sandbox.gids.tasks;
    const start = `mutation { duplicateTask(input: { taskGid: "${task}", name: "x", callback: { to: "crm" } }) { job { gid } } }`;
    await post(at, start, {}, { authorization: `Bearer ${sandbox.tokens.ada}` });
    await told;
    const [message] = receiver.received;
    expect(message && verified(message, secret('b'))).toMatchObject({ type: 'job.finished' });
    expect(other.output()).not.toContain(secret('b'));
  });

  test('that cannot be taken change nothing, and are told', async () => {
    const cases: [string, string, RegExp][] = [
      ['keys', '', /GATEWAY_KEYS_FILE: got .*which is empty.*those known before stay/],
      ['keys', 'no key at all', /GATEWAY_KEYS: got an entry that is not name:key.*those known before stay/],
      ['token', 'an-invalid-token', /ASANA_TOKEN: got a token that Asana refuses.*those known before stay/],
    ];
    for (const [file, text, told] of cases) {
      const before = file === 'keys' ? `${OLD},${SCRIPTS}` : sandbox.tokens.ada;
      write(file, text);
      const refused = reloaded(told);
      gateway.child.kill('SIGHUP');
      await refused;
      expect(await code(OLD)).toBe('accepted');
      write(file, before);
    }
    expect(gateway.output()).not.toContain('an-invalid-token');
  });

  test('that have not changed are left alone', async () => {
    const unchanged = reloaded(
      /"why":"SIGHUP","settings":\[\],"msg":"secrets read again: nothing has changed"/,
    );
    gateway.child.kill('SIGHUP');
    await unchanged;
    gateway.child.kill('SIGTERM');
    expect((await gateway.ended).code).toBe(0);
  });
});
