/**
 * The servers under test, each in a fresh process: the built gateway with its defaults, and the peers. Knows how to
 * start them and how each is asked for the same thing.
 */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Child, ROOT, startChild, startHelper } from './child.ts';
import type { LoadRequest } from './http-load.ts';
import type { Usage } from './probe.mjs';
import { foreignUsage } from './process-usage.ts';
import { JOB_FIELDS, JOB_QUERY } from './queries.ts';

/** A running server. */
export interface Server extends AsyncDisposable {
  readonly name: string;
  /** Of its GraphQL endpoint, or of what stands in for it. */
  readonly url: string;
  readonly child: Child;
  usage(): Promise<Usage>;
}

/** Something that can be measured against the job query. */
export interface Contender {
  readonly name: string;
  start(asanaUrl: string): Promise<Server>;
  /** The request that reads a job. */
  request(gid: string, token: string): LoadRequest;
  /** What its answer holds. */
  readonly expects: string;
}

const PROBE = ['--expose-gc', '--import', './bench/support/probe.mjs'];
/** More than any benchmark sends on behalf of one token: Asana's limits are not what is measured. */
const REQUESTS_PER_MINUTE = '100000';

/** The stub upstream, in a process of its own; resolves to it and its base URL. */
export async function startStub(): Promise<{ stub: Child; asanaUrl: string }> {
  const stub = startHelper('stub-asana', 'stub-asana.ts');
  return { stub, asanaUrl: await stub.ask<string>('ready') };
}

/** The built program, everything switched on; by this Node, or another. */
export async function startGateway(
  asanaUrl: string,
  env: Readonly<Record<string, string>> = {},
  node = process.execPath,
): Promise<Server> {
  const child = startChild({
    name: 'gateway',
    command: node,
    args: [...PROBE, 'dist/cli.js', 'start'],
    env: {
      PORT: '0',
      ASANA_BASE_URL: asanaUrl,
      ASANA_REQUESTS_PER_MINUTE: REQUESTS_PER_MINUTE,
      DRAIN_TIMEOUT: '0s',
      ...env,
    },
  });
  return started('gateway', child);
}

/** A peer that uses the packages of the repository. */
export async function startPeer(
  name: 'proxy' | 'least' | 'naive' | 'batched',
  asanaUrl: string,
): Promise<Server> {
  const args = [...PROBE, `bench/peers/${name}/server.mjs`];
  return started(name, startChild({ name, args, env: { ASANA_BASE_URL: asanaUrl } }));
}

async function started(name: string, child: Child): Promise<Server> {
  try {
    const [, url = ''] = await child.wrote(/ready at (https?:\/\/[^\s"]+)/);
    return server(name, url, child, () => child.ask<Usage>('usage'));
  } catch (error) {
    await child.stop();
    throw error;
  }
}

function server(name: string, url: string, child: Child, usage: () => Promise<Usage>): Server {
  return { name, url, child, usage, [Symbol.asyncDispose]: () => child.stop() };
}

/** The request of a GraphQL job query. */
export function jobRequest(gid: string, token: string, query = JOB_QUERY): LoadRequest {
  return {
    method: 'POST',
    path: '/graphql',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables: { gid } }),
  };
}

/** The request that reads a job at Asana itself. */
export function restRequest(gid: string, token: string, base = ''): LoadRequest {
  const headers = { accept: 'application/json', authorization: `Bearer ${token}` };
  return { method: 'GET', path: `${base}/jobs/${gid}?opt_fields=${JOB_FIELDS}`, headers };
}

/** What needs nothing but the repository's own packages. */
export const CONTENDERS = {
  gateway: { name: 'gateway', start: startGateway, request: jobRequest, expects: 'Autumn launch' },
  proxy: {
    name: 'proxy',
    start: (asanaUrl) => startPeer('proxy', asanaUrl),
    request: restRequest,
    expects: 'Autumn launch',
  },
  least: {
    name: 'least',
    start: (asanaUrl) => startPeer('least', asanaUrl),
    request: jobRequest,
    expects: 'Autumn launch',
  },
  naive: {
    name: 'naive',
    start: (asanaUrl) => startPeer('naive', asanaUrl),
    request: jobRequest,
    expects: 'Autumn launch',
  },
} as const satisfies Record<string, Contender>;

/** Asana's document lists the names `opt_fields` may take; owner and team of the new project are not among them. */
const HIVE_QUERY = `query JobPage($gid: String!) {
  getJob(job_gid: $gid, opt_fields: [status, new_project_name]) { data { gid status new_project { gid name } } }
}`;
const TAILCALL_QUERY = JOB_QUERY.replace('newProject', 'new_project');

/** What is a package of its own under `bench/peers`: null where it is not installed. */
export const SEPARATE: Readonly<Record<string, () => Contender | null>> = {
  hive: () => {
    const bin = peerFile('hive', 'node_modules/.bin/hive-gateway');
    const isComposed = existsSync(path.join(ROOT, 'bench/peers/hive/node_modules/supergraph.graphql'));
    return bin && isComposed ? foreign('hive', HIVE_QUERY, 4721, bin, ['supergraph']) : null;
  },
  tailcall: () => {
    const bin = peerFile('tailcall', 'node_modules/@tailcallhq/core-linux-x64-gnu/bin/tailcall');
    return bin === null ? null : foreign('tailcall', TAILCALL_QUERY, 4722, bin, ['start', 'asana.graphql']);
  },
};

function peerFile(peer: string, file: string): string | null {
  const whole = path.join(ROOT, 'bench/peers', peer, file);
  return existsSync(whole) ? whole : null;
}

/** A program that knows nothing of the probe: waited for by asking, measured from outside. */
function foreign(name: string, query: string, port: number, command: string, args: string[]): Contender {
  const url = `http://127.0.0.1:${port}/graphql`;
  return {
    name,
    expects: 'Autumn launch',
    request: (gid, token) => jobRequest(gid, token, query),
    async start(asanaUrl) {
      const cwd = path.join(ROOT, 'bench/peers', name);
      const env = { PORT: String(port), ASANA_BASE_URL: asanaUrl, NODE_ENV: 'production' };
      const child = startChild({ name, command, args, cwd, env, ipc: false });
      await answers(url, child);
      return server(name, url, child, async () => foreignUsage(child.pid));
    },
  };
}

async function answers(url: string, child: Child): Promise<void> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const body = JSON.stringify({ query: '{ __typename }' });
    const headers = { 'content-type': 'application/json' };
    const reply = await fetch(url, { method: 'POST', headers, body }).catch(() => null);
    if (reply?.ok) return;
    await sleep(100);
  }
  const text = child.output();
  await child.stop();
  throw new Error(`${url} never answered\n${text.slice(-2_000)}`);
}
