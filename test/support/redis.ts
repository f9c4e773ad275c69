/** A real redis-server of the test's own, on a free port; where there is none, tests say so and are skipped. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { describe, test } from 'vitest';
import { freePort } from './ports.ts';

export interface RedisServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** For looking at what is in it, and for commands no gateway sends. */
  readonly admin: Redis;
  /** Ends it without a word, as a crash does; what was in it is lost. */
  kill(): Promise<void>;
  /** Starts it again on the same port; empty, where it keeps everything in memory. */
  start(): Promise<void>;
}

const found = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

/** Like `describe`, for tests that need Redis. */
export function describeRedis(name: string, body: () => void): void {
  if (found) {
    describe(name, body);
  } else if (process.env.CI) {
    test(name, () => {
      throw new Error('redis-server is not installed; with CI set its tests must run');
    });
  } else {
    console.warn(`SKIPPED: ${name} (no redis-server on this machine)`);
    describe.skip(name, body);
  }
}

export interface RedisServerOptions {
  /** More command line arguments. */
  readonly args?: readonly string[];
  /** Instead of keeping everything in memory. */
  readonly storage?: { readonly args: readonly string[]; readonly directory: string };
  readonly password?: string;
  /** A configuration file: the server is a sentinel. */
  readonly sentinelFile?: string;
  /** It speaks TLS, and nothing else. */
  readonly certificate?: { readonly certFile: string; readonly keyFile: string };
}

/**
 * Runs a command until its own standard input ends, so that no server outlives the tests, however they end. It ends
 * with the command, too: a server that cannot start is not waited for.
 */
const GUARDED = [
  'exec 3<&0',
  '"$@" </dev/null 3<&- & server=$!',
  '{ read -r end <&3; kill -9 $server; } & reader=$!',
  'wait $server; kill $reader',
].join('\n');
const MEMORY_ONLY = ['--save', '', '--appendonly', 'no'];

export async function startRedis(options: RedisServerOptions = {}): Promise<RedisServer> {
  const { args = [], storage, password, sentinelFile, certificate } = options;
  const port = await freePort();
  let server: ChildProcess | null = null;
  const admin = new Redis({
    host: '127.0.0.1',
    port,
    ...(password !== undefined && { password }),
    ...(certificate && { tls: { ca: readFileSync(certificate.certFile) } }),
    lazyConnect: true,
    retryStrategy: () => 20,
    maxRetriesPerRequest: null,
    enableReadyCheck: sentinelFile === undefined,
  });
  admin.on('error', () => {});

  async function start(): Promise<void> {
    const role = sentinelFile === undefined ? (storage?.args ?? MEMORY_ONLY) : ['--sentinel'];
    const auth = password === undefined ? [] : ['--requirepass', password];
    const listening = certificate
      ? [
          ...['--port', '0', '--tls-port', String(port), '--tls-auth-clients', 'no'],
          ...['--tls-cert-file', certificate.certFile, '--tls-key-file', certificate.keyFile],
          ...['--tls-ca-cert-file', certificate.certFile],
        ]
      : ['--port', String(port)];
    const starting = spawn(
      '/bin/sh',
      [
        '-c',
        GUARDED,
        'guarded',
        found ?? 'redis-server',
        ...(sentinelFile ? [sentinelFile] : []),
        ...listening,
        '--bind',
        '127.0.0.1',
        ...role,
        ...auth,
        ...args,
      ],
      { stdio: ['pipe', 'ignore', 'ignore'], cwd: storage?.directory ?? tmpdir() },
    );
    server = starting;
    const ended = once(starting, 'exit').then(() => {
      throw new Error(`${found} ended before it answered`);
    });
    await Promise.race([admin.ping(), ended]);
    ended.catch(() => {});
  }

  async function kill(): Promise<void> {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.stdin?.end();
    await once(server, 'exit');
  }

  await start();
  return {
    url: `${certificate ? 'rediss' : 'redis'}://127.0.0.1:${port}`,
    port,
    admin,
    kill,
    start,
    async [Symbol.asyncDispose]() {
      admin.disconnect();
      await kill();
    },
  };
}

/** The arguments with which compose.yaml runs Redis, to the letter. */
export function composeArguments(): string[] {
  const compose = readFileSync(new URL('../../compose.yaml', import.meta.url), 'utf8');
  const command = /^ *command: (\["redis-server".*\])$/m.exec(compose)?.[1];
  return (JSON.parse(command ?? '[]') as string[]).slice(1);
}

/** Keys that stay for ever. One that is gone before it is asked for had its time. */
export async function endlessKeys({ admin }: RedisServer): Promise<string[]> {
  const endless: string[] = [];
  for (const key of await admin.keys('*')) if ((await admin.pttl(key)) === -1) endless.push(key);
  return endless;
}

/** A way to a server that can be made slow. */
export interface Link extends AsyncDisposable {
  readonly url: string;
  /** What is sent waits for so long, in each direction. */
  delayMs: number;
}

export async function openLink(port: number): Promise<Link> {
  const sockets = new Set<Socket>();
  const carry = (from: Socket, to: Socket) => {
    let before = Promise.resolve();
    const later = (what: () => void) => {
      const at = Date.now() + link.delayMs;
      before = before.then(() => sleep(Math.max(0, at - Date.now()))).then(what);
    };
    sockets.add(from);
    from.on('data', (bytes) => later(() => void to.write(bytes)));
    from.on('close', () => later(() => void to.destroy()));
    from.on('close', () => sockets.delete(from));
    from.on('error', () => {});
  };
  const server = createServer((socket) => {
    const onward = connect(port, '127.0.0.1');
    carry(socket, onward);
    carry(onward, socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const link: Link = {
    url: `redis://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    delayMs: 0,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
  return link;
}
