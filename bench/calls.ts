/**
 * What ten typical queries cost at Asana: calls and bytes, for the gateway, for plain resolvers, and for those with
 * DataLoader and `/batch`; and a whole job, by the gateway and by hand. Counts, the same on every machine; the seconds
 * of the whole job judge nothing.
 */
import { createSandbox, type Sandbox } from '../src/sandbox/server.ts';
import { type WholeJobLimits, wholeJob } from './parts/whole-job.ts';
import { atMost, type Benchmark, beside, type Row, type RunOptions } from './support/benchmark.ts';
import { countingRelay } from './support/counting-relay.ts';
import { type Server, startGateway, startPeer } from './support/servers.ts';
import { type TypicalQuery, typicalQueries } from './support/typical-queries.ts';

/** What one query cost. */
interface Cost {
  readonly calls: number;
  readonly bytes: number;
}

const JOBS = 30;

const LIMITS = {
  job: 1,
  tasks: 2,
  ofBatched: 0.5,
  wrongResults: 0,
  wholeJob: 40,
  noticedWrong: 1,
} satisfies WholeJobLimits & Record<string, number>;

/** Upstream calls per query. */
export const calls: Benchmark = {
  name: 'calls',
  question: 'calls to Asana and bytes for ten typical queries; a whole job, by the gateway and by hand',
  hasQuickForm: true,
  thresholds: LIMITS,
  async run(options) {
    return [...(await typical(options)), ...(await wholeJob(options, LIMITS))];
  },
};

/** What queries cost. */
async function typical(options: RunOptions): Promise<Row[]> {
  await using sandbox = await createSandbox({
    requestsPerMinute: Number.POSITIVE_INFINITY,
    jobDurationMs: 1,
    childrenDelayMs: 0,
  });
  const queries = typicalQueries(sandbox.gids, await finishedJobs(sandbox));
  const costs = new Map<string, Cost[]>();
  for (const [name, start] of [
    ['gateway', startGateway],
    ['naive', (url: string) => startPeer('naive', url)],
    ['batched', (url: string) => startPeer('batched', url)],
  ] as const) {
    await using relay = await countingRelay(sandbox.url);
    await using server = await start(relay.url);
    options.say(name);
    costs.set(name, await costsOf(queries, server, sandbox, relay.take));
  }
  return judge(queries, costs);
}

/** Jobs that have made a project each. */
async function finishedJobs({ url, tokens, gids }: Sandbox): Promise<string[]> {
  const jobs: string[] = [];
  for (let index = 0; index < JOBS; index += 1) {
    const reply = await fetch(`${url}/projects/${gids.projects.website}/duplicate`, {
      method: 'POST',
      headers: { authorization: `Bearer ${tokens.ada}`, 'content-type': 'application/json' },
      body: JSON.stringify({ data: { name: `Copy ${index + 1}`, team: gids.teams.marketing } }),
    });
    const { data } = (await reply.json()) as { data: { gid: string } };
    jobs.push(data.gid);
    await new Promise((resolve) => setTimeout(resolve, 3));
  }
  return jobs;
}

async function costsOf(
  queries: readonly TypicalQuery[],
  server: Server,
  sandbox: Sandbox,
  takeBytes: () => number,
): Promise<Cost[]> {
  const costs: Cost[] = [];
  for (const { name, query, variables } of queries) {
    sandbox.clearCalls();
    takeBytes();
    const reply = await fetch(server.url, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandbox.tokens.ada}`,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ query, variables }),
    });
    const answer = (await reply.json()) as { errors?: unknown };
    if (answer.errors) throw new Error(`${server.name}, ${name}: ${JSON.stringify(answer.errors)}`);
    costs.push({ calls: sandbox.calls.filter(({ batched }) => !batched).length, bytes: takeBytes() });
  }
  return costs;
}

function judge(queries: readonly TypicalQuery[], costs: ReadonlyMap<string, readonly Cost[]>): Row[] {
  const limits = [LIMITS.job, LIMITS.tasks];
  const sum = (name: string, pick: (cost: Cost) => number): number =>
    (costs.get(name) ?? []).reduce((total, cost) => total + pick(cost), 0);
  const own = costs.get('gateway') ?? [];
  return [
    ...queries.flatMap(({ name }, index) => {
      const count = own[index]?.calls ?? Number.NaN;
      const limit = limits[index];
      const peers = ['naive', 'batched'].map((peer) => `${peer} ${costs.get(peer)?.[index]?.calls}`);
      const what = `calls for ${name} (${peers.join(', ')})`;
      return [limit === undefined ? beside(what, count) : atMost(what, count, limit)];
    }),
    atMost(
      'calls for all ten, gateway to batched',
      sum('gateway', (cost) => cost.calls) / sum('batched', (cost) => cost.calls),
      LIMITS.ofBatched,
      '×',
    ),
    ...[...costs.keys()].flatMap((name) => [
      beside(
        `${name}: calls for all ten`,
        sum(name, (cost) => cost.calls),
      ),
      beside(`${name}: bytes for all ten`, sum(name, (cost) => cost.bytes) / 1_024, 'KB'),
    ]),
  ];
}
