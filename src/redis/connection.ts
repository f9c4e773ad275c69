/**
 * One Redis for everything that is shared: a connection for commands, one for messages, and the knowledge whether
 * it can be relied on just now. Every command is bounded in time; in trouble it fails at once and the callers go
 * on alone. Loaded on demand. No token ever comes here, only hashes.
 */
import { createHash, randomUUID } from 'node:crypto';
import { Cluster, type ClusterOptions, Redis, type RedisOptions, ReplyError } from 'ioredis';
import { systemClock } from '../clock.ts';
import type { Telemetry } from '../telemetry.ts';
import { parseRedisUrl, type RedisTarget } from './url.ts';

/** Version of what is written; instances of other versions do not see each other's keys. */
export const REDIS_FORMAT = 1;

/** A command connection of either sort. */
export type RedisClient = Redis | Cluster;

/** A Lua script, sent by its hash. */
export interface RedisScript {
  readonly name: string;
  readonly keys: number;
  readonly lua: string;
}

/** How a connection is made. */
export interface RedisConnectionOptions {
  readonly url: string;
  /** `REDIS_PREFIX`. */
  readonly prefix: string;
  /** Base URL of the Asana whose jobs these are; its hash is in every key. */
  readonly baseUrl: string;
  readonly telemetry: Telemetry;
  /** Bound of one command. @default 500 */
  readonly commandTimeoutMs?: number;
  /** How often it is tried whether Redis is back. @default 1000 */
  readonly probeEveryMs?: number;
}

/** Silent for so many probes, a connection is made anew. */
const PROBES_BEFORE_RECONNECT = 3;
const CONNECT_TIMEOUT_MS = 2_000;
const RECONNECT_MAX_MS = 2_000;
/** A server that stays read-only is left no more often than this. */
const FOLLOW_EVERY_MS = 2_000;

/** Connects, waits a moment for it, and comes back in any case: Redis may be down when the gateway starts. */
export async function connectRedis(
  options: RedisConnectionOptions,
  waitMs = 1_000,
): Promise<RedisConnection> {
  const connection = new RedisConnection(options);
  await connection.firstAnswer(waitMs);
  return connection;
}

/** Redis as the stores see it. */
export class RedisConnection implements AsyncDisposable {
  /** What every key begins with. */
  readonly prefix: string;
  /** For libraries that bring their own commands. */
  readonly client: RedisClient;
  /** For messages only. */
  readonly subscriber: RedisClient;
  readonly #telemetry: Telemetry;
  readonly #probeEveryMs: number;
  readonly #probeKey: string;
  readonly #upListeners = new Set<() => void>();
  readonly #offerListeners = new Set<() => void>();
  #state: 'unknown' | 'up' | 'down' = 'unknown';
  #probing = false;
  #silentProbes = 0;
  #timer: NodeJS.Timeout | null = null;
  #offerTimer: NodeJS.Timeout | null = null;
  #closed = false;
  /** Why the connection did not come about. */
  #cause: unknown = null;

  constructor(options: RedisConnectionOptions) {
    const { url, prefix, baseUrl, telemetry, commandTimeoutMs = 500, probeEveryMs = 1_000 } = options;
    const base = createHash('sha256').update(baseUrl).digest('hex').slice(0, 12);
    this.prefix = `${prefix}:${REDIS_FORMAT}:${base}:`;
    this.#probeKey = `${this.prefix}probe:${randomUUID()}`;
    this.#telemetry = telemetry;
    this.#probeEveryMs = probeEveryMs;
    const target = parseRedisUrl(url);
    // No automatic pipelining: a script defined while a pipeline is being filled is unknown to it, and ioredis then
    // throws where nobody can catch it.
    this.client = open(target, { commandTimeout: commandTimeoutMs });
    this.subscriber = open(target, { autoResubscribe: false });
    telemetry.gauge('redis_up', () => (this.healthy() ? 1 : 0));
    this.client.on('ready', () => {
      this.#cause = null;
      void this.#probe();
    });
    this.client.on('error', (error) => {
      this.#cause = error;
    });
    this.client.on('close', () => this.#down(this.#cause ?? new Error('the connection was closed')));
    // The other connection has the same to tell; unheard, this would end the process.
    this.subscriber.on('error', () => {});
    for (const client of [this.client, this.subscriber]) client.connect().catch(() => {});
  }

  /** False while this instance serves on alone, and once it is closed. */
  healthy(): boolean {
    return this.#state === 'up' && !this.#closed;
  }

  /** Runs a command; rejects at once while Redis is in trouble, and when it takes too long. */
  async run<T>(operation: string, command: (client: RedisClient) => Promise<T>): Promise<T> {
    if (!this.healthy()) throw new Error('Redis is not available');
    try {
      return await command(this.client);
    } catch (error) {
      this.#telemetry.count('redis_errors', { operation });
      void this.#probe();
      this.#offerLater();
      throw error;
    }
  }

  /** Runs a script. */
  script(script: RedisScript, keys: readonly string[], args: readonly (string | number)[]): Promise<unknown> {
    return this.run(script.name, (client) => {
      if (!(script.name in client)) {
        client.defineCommand(script.name, { numberOfKeys: script.keys, lua: script.lua });
      }
      // What was defined is a method of the client, of which its types cannot know.
      const commands = client as unknown as Record<
        string,
        (...parts: (string | number)[]) => Promise<unknown>
      >;
      const command = commands[script.name];
      if (!command) throw new TypeError(`the script ${script.name} was not defined`);
      return command.call(client, ...keys, ...args);
    });
  }

  /** Calls back whenever Redis becomes usable again. */
  onUp(listener: () => void): void {
    this.#upListeners.add(listener);
  }

  /**
   * Calls back when what Redis did not take may be offered again: whenever it becomes usable, and a while after a command
   * that failed although it is.
   */
  onOffer(listener: () => void): void {
    this.#offerListeners.add(listener);
  }

  /** Waits until it is known whether Redis answers, or the time is over. */
  async firstAnswer(waitMs: number): Promise<void> {
    const until = systemClock.now() + waitMs;
    while (this.#state !== 'up' && systemClock.now() < until) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    if (this.#state === 'unknown') this.#down(new Error(`no answer within ${waitMs} ms`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closed = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    if (this.#offerTimer !== null) clearTimeout(this.#offerTimer);
    this.#upListeners.clear();
    this.#offerListeners.clear();
    this.subscriber.disconnect();
    this.client.disconnect();
  }

  /** Whether Redis takes writes: a replica after a failover and a full server answer, yet are of no use. */
  async #probe(): Promise<void> {
    if (this.#probing || this.#closed) return;
    this.#probing = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    try {
      await this.client.set(this.#probeKey, '1', 'PX', 10_000);
      this.#silentProbes = 0;
      this.#up();
    } catch (error) {
      // Who refuses is not silent.
      const silent = !(error instanceof ReplyError);
      this.#silentProbes = silent ? this.#silentProbes + 1 : 0;
      if (silent && this.#silentProbes % PROBES_BEFORE_RECONNECT === 0 && this.client.status === 'ready') {
        this.client.disconnect(true);
      }
      this.#down(error);
    }
    this.#probing = false;
  }

  #up(): void {
    if (this.#state === 'up' || this.#closed) return;
    if (this.#state === 'down')
      this.#telemetry.log.info('Redis answers again; sharing with the other instances');
    this.#state = 'up';
    for (const listener of [...this.#upListeners, ...this.#offerListeners]) listener();
  }

  #offerLater(): void {
    this.#offerTimer ??= setTimeout(() => {
      this.#offerTimer = null;
      if (!this.healthy()) return;
      for (const listener of this.#offerListeners) listener();
    }, this.#probeEveryMs).unref();
  }

  #down(error: unknown): void {
    if (this.#closed) return;
    if (this.#state !== 'down') {
      this.#telemetry.log.warn(
        { reason: reasonOf(error) },
        'Redis is not usable; this instance goes on alone',
      );
    }
    this.#state = 'down';
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      void this.#probe();
    }, this.#probeEveryMs).unref();
  }
}

function open(target: RedisTarget, extra: RedisOptions): RedisClient {
  const common: RedisOptions = {
    lazyConnect: true,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_TIMEOUT_MS,
    retryStrategy: (attempt) => reconnectDelayMs(attempt),
    reconnectOnError: followMaster(),
    ...(target.tls && { tls: {} }),
    ...(target.username !== null && { username: target.username }),
    ...(target.password !== null && { password: target.password }),
    ...extra,
  };
  const nodes = target.nodes.map(({ host, port }) => ({ host, port }));
  if (target.mode === 'cluster') {
    const options: ClusterOptions = {
      lazyConnect: true,
      enableOfflineQueue: false,
      clusterRetryStrategy: (attempt) => reconnectDelayMs(attempt),
      redisOptions: common,
    };
    return new Cluster(nodes, options).on('+node', hearLaterErrors);
  }
  if (target.mode === 'sentinel') {
    return hearLaterErrors(
      new Redis({
        ...common,
        db: target.database,
        sentinels: nodes,
        name: target.masterName ?? 'mymaster',
        enableTLSForSentinelMode: target.tls,
        sentinelRetryStrategy: (attempt) => reconnectDelayMs(attempt),
        ...(target.tls && { sentinelTLS: {} }),
      }),
    );
  }
  return hearLaterErrors(new Redis({ ...common, ...nodes[0], db: target.database }));
}

/**
 * ioredis listens for one error of a socket. TLS that is given up in the middle of its handshake may have two: that
 * the certificate is not trusted, and what the server says of the end. Unheard, the second would end the process.
 */
function hearLaterErrors(client: Redis): Redis {
  return client.on('error', () => client.stream?.on('error', () => {}));
}

/** A former master that became a replica: look for the new one, which may not be there yet. */
function followMaster(): (error: Error) => boolean {
  let followedAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = systemClock.now();
    const follow = error.message.startsWith('READONLY') && now - followedAt >= FOLLOW_EVERY_MS;
    if (follow) followedAt = now;
    return follow;
  };
}

/** Without the password: no message of Redis or of a socket carries it. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { lastNodeError, code } = error as Error & { lastNodeError?: unknown; code?: string };
  // Of a cluster, what one of its nodes said; of a host with several addresses, which have no message, the code.
  if (lastNodeError instanceof Error) return reasonOf(lastNodeError);
  return error.message || (code ?? error.name);
}

function reconnectDelayMs(attempt: number): number {
  return Math.min(RECONNECT_MAX_MS, 50 * 2 ** Math.min(attempt, 10)) * (0.5 + Math.random() / 2);
}
