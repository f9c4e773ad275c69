import { describe, expect, test } from 'vitest';
import { connect } from '../server/support.ts';
import { ask, codes, scriptedTarget, send } from './support.ts';

const SERVICE_TOKEN = 'service-token-of-the-account-0123456789';
const KEYS = [
  { name: 'web', key: 'first-key-of-web-000111' },
  { name: 'web', key: 'second-key-of-web-222333' },
  { name: 'batch', key: 'key-of-batch-444555' },
];
const ME = '{ me { gid } }';

describe('in pass-through', () => {
  test.each([
    ['no scheme', 'abc'],
    ['Basic', 'Basic YTpi'],
    ['a token of two words', 'Bearer a b'],
    ['no token', 'Bearer'],
    ['a tab for a blank', 'Bearer\tabc'],
    ['letters beyond ASCII', 'Bearer ééé'],
    ['two in one', 'Bearer a, Bearer b'],
  ])('%s is UNAUTHENTICATED and nobody is asked', async (_, authorization) => {
    const { url, asana } = await scriptedTarget();
    const answer = await send(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization },
      body: JSON.stringify({ query: ME }),
    });
    expect(JSON.parse(answer.text)).toMatchObject({
      data: { me: null },
      errors: [{ extensions: { code: 'UNAUTHENTICATED' } }],
    });
    expect(asana.calls).toEqual([]);
  });

  test('the token reaches Asana as it came, in its header alone', async () => {
    const { url, asana } = await scriptedTarget();
    await ask(url, ME, { token: 'token-of-somebody' });
    const [{ headers, url: asked, body } = expect.fail()] = asana.requests;
    expect(headers.authorization).toBe('Bearer token-of-somebody');
    expect(`${asked}${body}`).not.toContain('token-of-somebody');
  });

  test('nothing else a caller sends reaches Asana', async () => {
    const { url, asana } = await scriptedTarget();
    const headers = {
      cookie: 'session=1',
      'x-forwarded-for': '6.6.6.6',
      'user-agent': 'evil/1',
      'asana-enable': 'string_ids',
      'x-request-id': 'mine',
    };
    await ask(url, ME, { token: 'token-of-somebody', headers });
    const [{ headers: sent } = expect.fail()] = asana.requests;
    expect(sent).toMatchObject({ 'user-agent': 'asana-jobs-gateway', 'x-request-id': 'mine' });
    for (const name of ['cookie', 'x-forwarded-for', 'asana-enable']) expect(sent).not.toHaveProperty(name);
  });
});

describe('in service mode', () => {
  const settings = { asanaToken: SERVICE_TOKEN, gatewayKeys: KEYS };

  test('the key stays here and the own token goes to Asana', async () => {
    const { url, asana, lines } = await scriptedTarget(settings);
    expect((await ask(url, ME, { token: KEYS[0]?.key ?? '' })).data).toEqual({ me: { gid: '99' } });
    const [{ headers, url: asked, body } = expect.fail()] = asana.requests;
    expect(headers.authorization).toBe(`Bearer ${SERVICE_TOKEN}`);
    expect(JSON.stringify(headers) + asked + body).not.toContain(KEYS[0]?.key);
    expect(lines.join('')).toContain('"key":"web"');
    for (const { key } of KEYS) expect(lines.join('')).not.toContain(key);
  });

  test('old and new key of one name both work, for rotation', async () => {
    const { url, asana } = await scriptedTarget(settings);
    for (const { key } of KEYS) expect((await ask(url, ME, { token: key })).errors).toEqual([]);
    expect(asana.calls).toHaveLength(3);
  });

  test.each([
    ['no key', undefined],
    ['an unknown key', 'key-of-nobody'],
    ['the beginning of a key', 'first-key-of-web-00011'],
    ['a key and more', 'first-key-of-web-0001112'],
    ['the name of a key', 'web'],
    ['name and key', 'web:first-key-of-web-000111'],
    ['the own token of the gateway', SERVICE_TOKEN],
    ['an Asana token', '1/1200000000001:0123456789abcdef0123456789abcdef'],
  ])('%s is UNAUTHENTICATED and nobody is asked', async (_, token) => {
    const { url, asana, lines } = await scriptedTarget(settings);
    const answer = await ask(url, ME, token === undefined ? {} : { token });
    expect(codes(answer)).toEqual(['UNAUTHENTICATED']);
    const start = `mutation { duplicateTask(input: { taskGid: "1", name: "x" }) { job { gid } } }`;
    expect(codes(await ask(url, start, token === undefined ? {} : { token }))).toEqual(['UNAUTHENTICATED']);
    const socket = await connect(url, token === undefined ? undefined : { Authorization: `Bearer ${token}` });
    socket.send({ type: 'subscribe', id: '1', payload: { query: ME } });
    expect((await socket.next()).payload?.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED');
    socket.socket.terminate();
    expect(asana.calls).toEqual([]);
    if (token !== undefined && token !== 'web') expect(lines.join('')).not.toContain(token);
  });

  test('without keys on loopback, a key is no way in either', async () => {
    const { url, asana } = await scriptedTarget({ asanaToken: SERVICE_TOKEN });
    expect(codes(await ask(url, ME, { token: 'anything' }))).toEqual(['UNAUTHENTICATED']);
    expect(asana.calls).toEqual([]);
    expect((await ask(url, ME)).errors).toEqual([]);
  });

  test('each start leaves one audit line, without its variables', async () => {
    const { url, lines, asana } = await scriptedTarget(settings);
    const query = `mutation ($name: String!) {
      duplicateTask(input: { taskGid: "1200", name: $name }) { job { gid } userErrors { code } }
      createGraphExport(input: { parentGid: "1300" }) { job { gid } }
    }`;
    await ask(url, query, {
      token: KEYS[2]?.key ?? '',
      variables: { name: 'a-name-nobody-may-read' },
      headers: { 'x-request-id': 'audited' },
    });
    expect(asana.requests).toHaveLength(2);
    const audits = lines.filter((line) => line.includes('"audit"')).map((line) => JSON.parse(line));
    expect(audits).toEqual([
      expect.objectContaining({
        kind: 'duplicateTask',
        who: 'batch',
        source: '1200',
        outcome: 'started',
        requestId: 'audited',
      }),
      expect.objectContaining({
        kind: 'createGraphExport',
        who: 'batch',
        source: '1300',
        outcome: 'started',
      }),
    ]);
    expect(lines.join('')).not.toContain('a-name-nobody-may-read');
  });
});
