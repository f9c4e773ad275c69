/** A sandbox on a manual clock and a client that speaks to it over a real socket. */
import { createSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/server.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: ReturnType<typeof JSON.parse>;
}

export interface World extends AsyncDisposable {
  readonly sandbox: Sandbox;
  readonly clock: { time: number; now(): number };
  get(path: string, token?: string): Promise<Answer>;
  post(path: string, data?: unknown, token?: string): Promise<Answer>;
  put(path: string, data: unknown, token?: string): Promise<Answer>;
  delete(path: string, token?: string): Promise<Answer>;
}

export async function createWorld(options: SandboxOptions = {}): Promise<World> {
  const clock = {
    time: Date.parse('2026-09-07T08:00:00.000Z'),
    now() {
      return this.time;
    },
  };
  const sandbox = await createSandbox({ clock, ...options });
  const send = async (path: string, token: string, init: RequestInit): Promise<Answer> => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(sandbox.url + path, { ...init, headers });
    return { status: response.status, headers: response.headers, body: await response.json() };
  };
  return {
    sandbox,
    clock,
    get: (path, token = sandbox.tokens.ada) => send(path, token, {}),
    post: (path, data = {}, token = sandbox.tokens.ada) =>
      send(path, token, { method: 'POST', body: JSON.stringify({ data }) }),
    put: (path, data, token = sandbox.tokens.ada) =>
      send(path, token, { method: 'PUT', body: JSON.stringify({ data }) }),
    delete: (path, token = sandbox.tokens.ada) => send(path, token, { method: 'DELETE' }),
    [Symbol.asyncDispose]: () => sandbox.close(),
  };
}
