import { setImmediate as turn } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { post } from '../e2e/support.ts';
import { seeded } from '../faults/chance.ts';
import { describeSqlite } from '../support/sqlite.ts';
import { type GatewayProcess, type KillableGateways, openGateways } from './killable-gateways.ts';

/** `KILLED=500` is the long form. */
const KILLS = Number(process.env.KILLED ?? 50);
/** Files at once: most of a gateway is the start of a process. */
const LANES = 2;
const CALLERS = 4;
/** Turns of the event loop, which callers and sandbox share, in which the others may be done with what they are about. */
const MOST_TURNS = 1_000;

// A gateway takes half a second, and longer where others work beside it.
vi.setConfig({ testTimeout: 60_000 + (KILLS / LANES) * 8_000 });

const START = `mutation ($gid: ID!, $name: String!, $key: String) {
  duplicateTask(input: { taskGid: $gid, name: $name, idempotencyKey: $key }) { job { gid } userErrors { code } }
}`;
const SET_UP = `mutation ($gid: ID!, $name: String!, $key: String) {
  duplicateProject(
    input: { projectGid: $gid, name: $name, idempotencyKey: $key, setUp: { project: { notes: "x" } } }
  ) { job { gid setUp { id } } userErrors { code } }
}`;
const LIST = `mutation ($items: [StartItemInput!]!) {
  startMany(input: { items: $items }) { bulk { id } userErrors { code } }
}`;
const KNOWN = '{ recentJobs(first: 50) { gid } unknownStarts { name } }';

/** What was asked for, and what was answered before the process was killed. */
interface Asked {
  readonly name: string;
  readonly key: string | null;
  readonly kind: 'start' | 'lost' | 'setUp' | 'list';
  answer: Answer | null;
}

/** A job, that its outcome is unknown, or, of a list, its id. */
type Answer = { readonly gid: string; readonly setUp?: string } | { readonly list: string } | 'unknown';

class Lane {
  readonly #gateways: KillableGateways;
  readonly #random: () => number;
  readonly #label: string;
  /** POSTs by the name that they carried. */
  readonly #posts = new Map<string, number>();
  readonly counts = { processes: 0, answered: 0, cut: 0, unknown: 0, setUps: 0, lists: 0 };
  #asked = 0;

  constructor(gateways: KillableGateways, seed: number) {
    this.#gateways = gateways;
    this.#random = seeded(seed);
    this.#label = `lane-${seed}`;
  }

  /** Lives until it is killed; the next one is held to what this one answered. */
  async live(before: readonly Asked[]): Promise<Asked[]> {
    const gateway = await this.#gateways.start();
    this.counts.processes += 1;
    await this.#hold(gateway, before);
    const asked: Asked[] = [];
    const killed = new AbortController();
    const enough = Math.floor(this.#random() * 10);
    let answers = 0;
    const callers = Array.from({ length: CALLERS }, async () => {
      while (!killed.signal.aborted) {
        const one = this.#next();
        asked.push(one);
        one.answer = await this.#ask(gateway, one).catch((error: unknown) => {
          // The connection ended with the process.
          if (error instanceof TypeError) return null;
          throw error;
        });
        answers += 1;
        if (answers < enough || killed.signal.aborted) continue;
        killed.abort();
        // Anywhere within what the others are about.
        for (let turns = this.#random() * MOST_TURNS; turns > 0; turns -= 1) await turn();
        await gateway.kill();
      }
    });
    await Promise.all(callers);
    this.#read();
    return asked;
  }

  #next(): Asked {
    this.#asked += 1;
    const chance = this.#random();
    const kind = chance < 0.6 ? 'start' : chance < 0.75 ? 'lost' : chance < 0.85 ? 'setUp' : 'list';
    const key = kind !== 'list' && this.#random() < 0.7 ? `key-${this.#asked}` : null;
    const name = `${this.#label} ${kind} ${this.#asked}`;
    return { name, key, kind, answer: null };
  }

  async #ask(gateway: GatewayProcess, { name, key, kind }: Asked): Promise<Answer | null> {
    const { tokens, gids } = this.#gateways.sandbox;
    const authorization = { authorization: `Bearer ${tokens.ada}` };
    const isProject = kind === 'setUp';
    const gid = isProject ? gids.projects.office : kind === 'lost' ? gids.tasks.last : gids.tasks.first;
    const items = [0, 1].map((at) => ({ duplicateTask: { taskGid: gid, name: `${name} ${at}` } }));
    const query = kind === 'list' ? LIST : isProject ? SET_UP : START;
    const variables = kind === 'list' ? { items } : { gid, name, key };
    const { data, errors } = await post(gateway.url, query, variables, authorization);
    if (errors?.[0]?.extensions.code === 'OUTCOME_UNKNOWN') return 'unknown';
    const [payload] = Object.values(data ?? {}) as Payload[];
    if (payload?.bulk) return { list: payload.bulk.id };
    if (payload?.userErrors?.[0]?.code === 'TOO_MANY_RUNNING_JOBS') return null;
    if (!payload?.job) throw new Error(`${name}: ${JSON.stringify({ data, errors })}`);
    const { gid: job, setUp } = payload.job;
    return { gid: job, ...(setUp && { setUp: setUp.id }) };
  }

  /** Everything that was answered is there, and what was not is never sent a second time. */
  async #hold(gateway: GatewayProcess, before: readonly Asked[]): Promise<void> {
    const { ada } = this.#gateways.sandbox.tokens;
    const known = await gateway.ask<{ recentJobs: { gid: string }[]; unknownStarts: { name: string }[] }>(
      ada,
      KNOWN,
    );
    const jobs = new Set(known.recentJobs.map(({ gid }) => gid));
    const unknown = new Set(known.unknownStarts.map(({ name }) => name));
    for (const one of before) {
      const { name, key, answer } = one;
      this.counts[answer === null ? 'cut' : 'answered'] += 1;
      if (answer === 'unknown') {
        this.counts.unknown += 1;
        expect(unknown, `${name} was answered to be unknown`).toContain(name);
      } else if (answer && 'list' in answer) {
        this.counts.lists += 1;
        const { bulk } = await gateway.ask<{ bulk: unknown }>(
          ada,
          'query ($id: ID!) { bulk(id: $id) { id } }',
          {
            id: answer.list,
          },
        );
        expect(bulk, `${name} was answered as a list`).not.toBeNull();
      } else if (answer) {
        expect(jobs, `${name} was answered with a job`).toContain(answer.gid);
        if (answer.setUp) {
          this.counts.setUps += 1;
          const query = 'query ($id: ID!) { setUp(id: $id) { id } }';
          expect(await gateway.ask(ada, query, { id: answer.setUp })).toEqual({
            setUp: { id: answer.setUp },
          });
        }
      }
      if (key === null) continue;
      const again = await this.#ask(gateway, one);
      if (answer) expect(again, `${name} repeated`).toEqual(answer);
    }
    this.#read();
  }

  #read(): void {
    const { sandbox } = this.#gateways;
    for (const { method, body } of sandbox.calls) {
      const { name } = (body ?? {}) as { name?: string };
      if (method === 'POST' && name?.startsWith(this.#label))
        this.#posts.set(name, (this.#posts.get(name) ?? 0) + 1);
    }
    sandbox.clearCalls();
    const twice = [...this.#posts].filter(([, count]) => count > 1);
    expect(twice, 'sent more than once').toEqual([]);
  }
}

interface Payload {
  readonly job?: { readonly gid: string; readonly setUp?: { readonly id: string } | null } | null;
  readonly bulk?: { readonly id: string } | null;
  readonly userErrors?: readonly { readonly code: string }[];
}

describeSqlite('a gateway that is killed while it answers starts', () => {
  test(`loses nothing it answered and sends nothing twice, ${KILLS} times`, async () => {
    const seed = Date.now() % 1_000_000;
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      await using gateways = await openGateways({ jobDurationMs: 1, clock: Date });
      gateways.sandbox.fail({
        match: { method: 'POST', path: `/tasks/${gateways.sandbox.gids.tasks.last}/duplicate` },
        fault: { kind: 'reset' },
        after: 'after-effect',
      });
      const it = new Lane(gateways, seed + lane);
      let asked: Asked[] = [];
      for (let kill = 0; kill < KILLS / LANES; kill += 1) asked = await it.live(asked);
      await it.live(asked);
      return it.counts;
    });
    const all = await Promise.all(lanes);
    const sum = (what: keyof (typeof all)[number]) => all.reduce((total, each) => total + each[what], 0);
    console.log(`seed ${seed}: ${JSON.stringify(all)}`);
    expect(sum('processes')).toBeGreaterThan(KILLS);
    // It was killed in the middle, and after it had said something.
    for (const what of ['answered', 'cut', 'unknown', 'setUps', 'lists'] as const)
      expect(sum(what), what).toBeGreaterThan(0);
  });
});
