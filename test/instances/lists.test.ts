/** A list of three gateways, of which the one that runs it is killed at each step that can be told apart from outside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { post } from '../e2e/support.ts';
import { eventually } from '../support/eventually.ts';
import { describeRedis } from '../support/redis.ts';
import { type Gate, type Hold, openGate, Watchman } from './gate.ts';
import { type Fleet, type Instance, openFleet, PATIENCE_MS } from './support.ts';

const KEY = 'a-key-of-sixteen-characters';
/** Ten times as many where time does not matter. */
const ITEMS = process.env.FAULTS ? 200 : 20;
/** What is left for the end, so that no step is waited for in vain. */
const LEFT = 6;

interface Step extends Hold {
  readonly name: string;
  /** What becomes of the item that is at it. @default it succeeds */
  readonly item?: 'unknown, and was never sent' | 'unknown';
}

const STEPS: readonly Step[] = [
  { name: 'its intent is not kept', way: 'redis', what: 'request', of: '"state":"starting"' },
  {
    ...{ name: 'its intent is kept', way: 'redis', what: 'reply', of: '"state":"starting"' },
    item: 'unknown, and was never sent',
  },
  { name: 'that it is unknown is not kept', way: 'redis', what: 'request', of: '"state":"unknown"' },
  { name: 'that it is unknown is kept', way: 'redis', what: 'reply', of: '"state":"unknown"' },
  {
    ...{ name: 'its POST has not arrived', way: 'asana', what: 'request', of: '/duplicate' },
    item: 'unknown, and was never sent',
  },
  {
    ...{ name: 'its POST is answered', way: 'asana', what: 'reply', of: '/duplicate' },
    item: 'unknown',
  },
  {
    ...{ name: 'its answer is not kept', way: 'redis', what: 'request', of: '"state":"running"' },
    item: 'unknown',
  },
  { name: 'its answer is kept', way: 'redis', what: 'reply', of: '"state":"running"' },
  { name: 'its job is read', way: 'asana', what: 'reply', of: '/jobs/' },
  { name: 'its end is not kept', way: 'redis', what: 'request', of: '"state":"succeeded"' },
  { name: 'its end is kept', way: 'redis', what: 'reply', of: '"state":"succeeded"' },
];
const LAST_STEPS: readonly Step[] = [
  { name: 'the end of the list is not kept', way: 'redis', what: 'request', of: 'state\r\n$4\r\ndone' },
  { name: 'the end of the list is kept', way: 'redis', what: 'reply', of: 'state\r\n$4\r\ndone' },
];

interface Read {
  readonly bulk: {
    readonly state: string;
    readonly finishedAt: string | null;
    readonly counts: Readonly<Record<string, number>>;
    /** Those that are unknown, in two parts. */
    readonly items: { readonly nodes: readonly { readonly name: string }[] };
    readonly rest: { readonly nodes: readonly { readonly name: string }[] };
  };
  readonly unknownStarts: readonly { readonly name: string }[];
}

async function ask(on: Instance, query: string, variables: object): Promise<Record<string, unknown>> {
  const { data } = await post(on.url, query, variables, { authorization: `Bearer ${KEY}` });
  return data as Record<string, unknown>;
}

const names = Array.from({ length: ITEMS }, (_, at) => `Item ${at}`);
const posted = ({ sandbox }: Fleet): string[] =>
  sandbox.calls.flatMap(({ method, path, body }) =>
    method === 'POST' && path.endsWith('/duplicate') ? [String((body as { name: string }).name)] : [],
  );

/** Gateways, each with a way of its own to Redis, and one way to Asana for all: by its address they know what they share. */
class KilledInstances implements AsyncDisposable {
  readonly #fleet: Fleet;
  readonly #watchman = new Watchman();
  readonly #toAsana: Promise<Gate>;
  readonly #members = new Map<string, { readonly instance: Instance; readonly toRedis: Gate }>();
  /** What is being opened. */
  readonly #opening: Promise<void>[] = [];
  #opened = 0;

  constructor(fleet: Fleet) {
    this.#fleet = fleet;
    const port = Number(new URL(fleet.sandbox.url).port);
    this.#toAsana = openGate(port, { who: '', way: 'asana', watchman: this.#watchman });
  }

  /** One of those that are alive. */
  get any(): Instance {
    const [first] = this.#members.values();
    if (!first) throw new Error('none is alive');
    return first.instance;
  }

  open(): Promise<void> {
    const opening = this.#open();
    this.#opening.push(opening);
    return opening;
  }

  async #open(): Promise<void> {
    const { sandbox, redis } = this.#fleet;
    this.#opened += 1;
    const who = `gateway ${this.#opened}`;
    const asanaUrl = new URL(sandbox.url);
    asanaUrl.port = String((await this.#toAsana).port);
    const toRedis = await openGate(redis.port, { who, way: 'redis', watchman: this.#watchman });
    const instance = await this.#fleet.gateway({
      ...{ ASANA_TOKEN: sandbox.tokens.ada, GATEWAY_KEYS: `web:${KEY}` },
      ...{ REDIS_URL: `redis://127.0.0.1:${toRedis.port}`, ASANA_BASE_URL: asanaUrl.href },
    });
    this.#members.set(who, { instance, toRedis });
  }

  /** Ends the one that comes to this step, without a word, once others are ready. */
  async killAt(step: Step, ready: Promise<unknown>): Promise<void> {
    const said = await patiently(this.#watchman.next(step), step.name);
    await ready;
    const who = said || (await this.#runner());
    const member = this.#members.get(who);
    if (!member) throw new Error(`${who} is not there`);
    this.#members.delete(who);
    await member.instance.kill();
    await member.toRedis[Symbol.asyncDispose]();
  }

  /** Who runs the list. */
  async #runner(): Promise<string> {
    for (const [who, { instance }] of this.#members)
      if ((await instance.metric('errands_running')) > 0) return who;
    throw new Error('nobody runs the list');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.allSettled(this.#opening);
    for (const { instance, toRedis } of this.#members.values()) {
      await instance.kill();
      await toRedis[Symbol.asyncDispose]();
    }
    await (await this.#toAsana)[Symbol.asyncDispose]();
  }
}

/** As if the time had passed after which what a killed gateway had is anybody's: its leases, and slots it had taken. */
async function timePasses({ redis }: Fleet, errand: string): Promise<void> {
  const { admin } = redis;
  const keys = await admin.keys('*');
  const over = keys.filter((key) => /:(taken|held|lease)$/.test(key));
  if (over.length > 0) await admin.del(over);
  for (const key of keys) {
    if (key.endsWith(`:errand:${errand}`)) await admin.hdel(key, 'holder', 'heldUntil');
    if (key.endsWith(':errands:list:due')) await admin.zadd(key, 'XX', 0, errand);
  }
}

/** What is waited for, or its name. */
async function patiently<T>(what: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`nothing has come to this: ${name}`)), PATIENCE_MS);
  });
  return Promise.race([what, late]).finally(() => clearTimeout(timer));
}

const START =
  'mutation ($items: [StartItemInput!]!) { startMany(input: { items: $items }) { bulk { id } userErrors { message } } }';
const WAITING = 'query ($id: ID!) { bulk(id: $id) { counts { waiting } } }';
const READ = `query ($id: ID!) { unknownStarts { name } bulk(id: $id) { state finishedAt
  counts { succeeded } items(first: 100, state: UNKNOWN) { nodes { name } }
  rest: items(first: 100, after: "100", state: UNKNOWN) { nodes { name } } } }`;

describeRedis('lists of several gateways', () => {
  test(`${ITEMS} items, killed at every step, and Redis started again: none is sent twice, none forgotten`, async () => {
    const begunAt = performance.now();
    const directory = await mkdtemp(join(tmpdir(), 'lists-'));
    const storage = { args: ['--appendonly', 'yes', '--appendfsync', 'always'], directory };
    const settings = { jobDurationMs: 500, clock: { now: Date.now } };
    await using fleet = await openFleet(settings, { redis: { storage } });
    await using killed = new KilledInstances(fleet);
    await Promise.all([killed.open(), killed.open(), killed.open()]);
    const items = names.map((name) => ({
      duplicateProject: { projectGid: fleet.sandbox.gids.projects.office, name },
    }));
    const started = await ask(killed.any, START, { items });
    const { id } = (started.startMany as { bulk: { id: string } }).bulk;
    const errand = Buffer.from(id, 'base64').toString().slice('Bulk:'.length);

    const opening: Promise<void>[] = [];
    let unknown = 0;
    let unsent = 0;
    let kills = 0;
    async function killedAt(step: Step): Promise<void> {
      // Of three, one at most is just being started.
      await killed.killAt(step, Promise.all(opening.splice(0, opening.length - 1)));
      kills += 1;
      if (step.item) unknown += 1;
      if (step.item === 'unknown, and was never sent') unsent += 1;
      await timePasses(fleet, errand);
      opening.push(killed.open());
    }

    const waiting = async (): Promise<number> => {
      await Promise.all(opening);
      const bulk = await eventually(async () => (await ask(killed.any, WAITING, { id }))?.bulk, PATIENCE_MS);
      return (bulk as { counts: { waiting: number } }).counts.waiting;
    };
    for (let round = 0; round === 0 || (await waiting()) > STEPS.length + LEFT; round += 1) {
      for (const step of STEPS) await killedAt(step);
      if (round === 0) {
        await fleet.redis.kill();
        await fleet.redis.start();
      } else {
        // Some get through undisturbed.
        const before = await waiting();
        await eventually(async () => (await waiting()) <= before - LEFT, PATIENCE_MS);
      }
    }
    for (const step of LAST_STEPS) await killedAt(step);
    await Promise.all(opening);
    const read = () => ask(killed.any, READ, { id }) as unknown as Promise<Read>;
    await eventually(async () => (await read()).bulk?.finishedAt != null, PATIENCE_MS);
    const { bulk, unknownStarts } = await read();
    const sent = posted(fleet);
    expect([bulk.state, new Set(sent).size]).toEqual(['FINISHED', sent.length]);
    const lost = [...new Set([...bulk.items.nodes, ...bulk.rest.nodes].map(({ name }) => name))];
    expect(bulk.counts.succeeded).toBe(ITEMS - lost.length);
    expect(sent).toEqual(expect.arrayContaining(names.filter((name) => !lost.includes(name))));
    // Beside the item that a step is about, another may just be sent.
    expect(lost.length).toBeGreaterThanOrEqual(unknown);
    expect(lost.length).toBeLessThanOrEqual(kills);
    expect(lost.filter((name) => !sent.includes(name)).length).toBeGreaterThanOrEqual(unsent);
    // Its user finds each of them, once; a hundred at most.
    const found = new Set(unknownStarts.map(({ name }) => name));
    expect([found.size, unknownStarts.length]).toEqual([
      Math.min(lost.length, 100),
      Math.min(lost.length, 100),
    ]);
    expect(lost).toEqual(expect.arrayContaining([...found]));
    await rm(directory, { recursive: true, force: true });
    const seconds = Math.round((performance.now() - begunAt) / 1_000);
    console.info(
      `${ITEMS} items: ${kills} kills in ${seconds} s, ${sent.length} sent, ${lost.length} unknown`,
    );
  }, 1_800_000);
});
