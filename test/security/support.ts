/** What attacks need: a gateway before a sandbox or a scripted Asana, its log in memory, and requests no browser sends. */
import { once } from 'node:events';
import { type OutgoingHttpHeaders, request } from 'node:http';
import { onTestFinished } from 'vitest';
import { createGateway, type Gateway, type GatewayOptions } from '../../src/gateway.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';
import { createTelemetry } from '../../src/telemetry.ts';
import { rawSocket } from '../support/raw-socket.ts';
import { type ScriptedAsana, scriptedAsana } from '../support/scripted-asana.ts';

export interface Failure {
  readonly message: string;
  readonly extensions: Readonly<Record<string, unknown>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly data: any;
  readonly errors: readonly Failure[];
}

/** A gateway under attack. */
export interface Target {
  readonly gateway: Gateway;
  readonly url: string;
  /** Every line it logged, at level trace. */
  readonly lines: string[];
  /** Log lines of level warn and above. */
  alarms(): string[];
}

/** Starts a gateway over a base URL; it ends with the test. */
export async function target(asanaBaseUrl: string, options: GatewayOptions = {}): Promise<Target> {
  const lines: string[] = [];
  const telemetry = createTelemetry({
    level: 'trace',
    destination: { write: (line: string) => void lines.push(line) },
  });
  const gateway = await createGateway({ port: 0, asanaBaseUrl, telemetry, ...options });
  onTestFinished(() => gateway[Symbol.asyncDispose]());
  return {
    gateway,
    url: gateway.url,
    lines,
    alarms: () => lines.filter((line) => /"level":"(warn|error|fatal)"/.test(line)),
  };
}

/** A sandbox and a gateway before it. */
export async function sandboxTarget(
  options: GatewayOptions = {},
  jobDurationMs = 300,
): Promise<Target & { sandbox: Sandbox }> {
  const sandbox = await createSandbox({ jobDurationMs, childrenDelayMs: 0 });
  onTestFinished(() => sandbox.close());
  return { ...(await target(sandbox.url, options)), sandbox };
}

/** An Asana that does what it is told, and a gateway before it. */
export async function scriptedTarget(
  options: GatewayOptions = {},
): Promise<Target & { asana: ScriptedAsana }> {
  const asana = await scripted();
  return { ...(await target(asana.baseUrl, options)), asana };
}

/** An Asana that does what it is told; it ends with the test. */
export async function scripted(): Promise<ScriptedAsana> {
  const asana = await scriptedAsana();
  onTestFinished(() => asana[Symbol.asyncDispose]());
  return asana;
}

/** One operation as JSON; `headers` with a value of undefined are left out. */
export async function ask(
  url: string,
  query: string,
  {
    token,
    variables,
    headers = {},
  }: { token?: string; variables?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...headers,
    },
    body: JSON.stringify({ query, ...(variables !== undefined && { variables }) }),
  });
  return answerOf(response);
}

/** Reads an answer to its end. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const body = text.startsWith('{') ? JSON.parse(text) : {};
  const { status, headers } = response;
  return { status, headers, text, data: body.data, errors: body.errors ?? [] };
}

/** The codes of an answer's errors. */
export function codes({ errors }: Answer): unknown[] {
  return errors.map(({ extensions }) => extensions.code);
}

/** A request with headers that `fetch` would not send, such as Host, Origin and Sec-Fetch-*. */
export async function send(
  url: string,
  {
    method = 'GET',
    headers = {},
    body,
  }: { method?: string; headers?: OutgoingHttpHeaders; body?: string } = {},
): Promise<{ status: number; headers: Record<string, unknown>; text: string }> {
  const outgoing = request(url, { method, headers, agent: false });
  outgoing.on('error', () => {}); // before an answer `once` tells it, after it the answer ends early
  outgoing.end(body);
  const [response] = await once(outgoing, 'response');
  let text = '';
  for await (const chunk of response) text += chunk;
  return { status: response.statusCode, headers: response.headers, text };
}

/** A request as bytes: its first line, its headers, its body. */
export function bytes(line: string, headers: Record<string, string> = {}, body = ''): string {
  const all = { Host: 'localhost', Connection: 'close', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${line} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

/** Bytes over a socket, and all that comes back until the gateway closes it. */
export async function raw(url: string, bytes: string): Promise<string> {
  const socket = rawSocket(Number(new URL(url).port));
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk;
  });
  socket.write(bytes);
  await once(socket, 'close');
  return text;
}

/** The first events of a subscription over SSE. */
export async function firstEvent(
  url: string,
  query: string,
  { token, variables }: { token: string; variables?: object },
): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += Buffer.from(chunk).toString();
    if (/^data: ?.+\n/m.test(text)) break;
  }
  return text;
}
