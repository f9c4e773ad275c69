import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { Telemetry } from '../../src/telemetry.ts';
import { ask, scriptedTarget } from '../security/support.ts';
import { describePromtool, promtool } from '../support/promtool.ts';
import { refuse, reset } from '../support/scripted-asana.ts';
import { SECRET } from '../support/webhook-receiver.ts';
import { type Incident, promtoolTest, seriesOf } from './incident.ts';

const RULES = path.join(import.meta.dirname, '../../docs/alerts.yml');
const rules = readFileSync(RULES, 'utf8');
const alerts = [...rules.matchAll(/- alert: (\w+)/g)].map(([, name]) => name as string);

/** There from the first change that Asana announces on, from the first connection to Redis on. */
const NOT_AT_FIRST = new Set(['gateway_asana_changes_total', 'gateway_redis_up']);

/** A gateway in service mode, before an Asana that does what it is told. */
async function serviceTarget() {
  const target = await scriptedTarget({
    asanaToken: 'the-token-of-the-gateway',
    gatewayKeys: [{ name: 'web', key: 'a-key-of-the-web-app' }],
    asanaTimeoutMs: 1_000,
    callbacks: [{ name: 'crm', url: 'https://127.0.0.1/hook', secrets: [SECRET] }],
  });
  const { telemetry } = target.gateway;
  return {
    ...target,
    telemetry,
    // This process is busy with tests.
    page: async () => withLag((await telemetry.metrics()).body, 0.01),
    ask: (query: string) => ask(target.url, query, { token: 'a-key-of-the-web-app' }),
  };
}

const withLag = (page: string, seconds: number): string =>
  page.replace(/^(nodejs_eventloop_lag_p99_seconds) \S+$/m, `$1 ${seconds}`);

test('every series that an alert looks at is there when nothing has happened yet', async () => {
  const { page } = await serviceTarget();
  const there = [...seriesOf(await page()).keys()];
  const looked = [...rules.matchAll(/\b(gateway_\w+)(?:\{([^}]*)\})?(?=[[\s)])/g)].filter(
    ([, name = '']) => !NOT_AT_FIRST.has(name),
  );
  for (const [selector, name = '', matchers = ''] of looked) {
    const wanted = [...matchers.matchAll(/(\w+)=(~?)"([^"]*)"/g)].map(([, label, isPattern, value]) =>
      isPattern ? new RegExp(`[{,]${label}="${value}"`) : `${label}="${value}"`,
    );
    const found = there.filter(
      (series) =>
        series.startsWith(`${name}{`) &&
        wanted.every((each) => (typeof each === 'string' ? series.includes(each) : each.test(series))),
    );
    expect([selector, found.length > 0]).toEqual([selector, true]);
  }
  expect(looked.length).toBeGreaterThan(10);
});

test('the operating guide has a row for each', () => {
  const guide = readFileSync(path.join(import.meta.dirname, '../../docs/operating.md'), 'utf8');
  const rows = [...guide.matchAll(/^\| `(Gateway\w+)` /gm)].map(([, name]) => name);
  expect(rows).toEqual(alerts);
});

describePromtool('the rules', () => {
  test('are understood', () => {
    const { passed, output } = promtool('check', 'rules', RULES);
    expect(output).toContain(`${alerts.length} rules found`);
    expect(passed).toBe(true);
  });

  test('fire for an incident, each for its own, and for nothing else', async () => {
    const incidents = [await realIncident(), ...(await recordedIncidents())];
    const folder = mkdtempSync(path.join(tmpdir(), 'alerts-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = path.join(folder, 'incidents.json');
    writeFileSync(file, promtoolTest(RULES, incidents));
    const { passed, output } = promtool('test', 'rules', file);
    expect([passed, output]).toEqual([true, expect.stringContaining('SUCCESS')]);
    const seen = incidents.flatMap(({ firing }) => Object.values(firing).flat());
    expect(alerts.filter((name) => !seen.includes(name))).toEqual([]);
  });
});

/** Asana loses a start, then fails, then refuses the token: as the program itself counts it. */
async function realIncident(): Promise<Incident> {
  const { asana, page, ask } = await serviceTarget();
  await ask('{ me { name } }');
  const before = await page();
  asana.next(reset);
  await ask('mutation { duplicateTask(input: { taskGid: "1", name: "Copy" }) { job { gid } } }');
  for (let failing = 0; failing < 6; failing += 1) asana.next(refuse(503, 'no'));
  await ask('{ task(gid: "1") { name } }');
  for (let refused = 0; refused < 6; refused += 1) asana.next(refuse(401, 'Not Authorized'));
  await ask('{ task(gid: "1") { name } }');
  return {
    name: 'Asana loses a start, fails, and refuses the token',
    before,
    after: await page(),
    firing: {
      9: [],
      13: ['GatewayStartOutcomeUnknown', 'GatewayAsanaFails', 'GatewayTokenRefused'],
      40: [],
    },
  };
}

/** What cannot be brought about in a moment, as the same program would write it. */
async function recordedIncidents(): Promise<Incident[]> {
  const shared = await serviceTarget();
  const incident = async (
    name: string,
    happens: (telemetry: Telemetry) => void,
    firing: Incident['firing'],
    changed: (page: string) => string = (page) => page,
    { telemetry, page } = shared,
  ): Promise<Incident> => {
    const before = await page();
    happens(telemetry);
    return { name, before, after: changed(await page()), firing };
  };
  const late = (pace: string, seconds: number) => (telemetry: Telemetry) => {
    for (let job = 0; job < 20; job += 1) telemetry.observe('detection_delay_seconds', seconds, { pace });
  };
  const tried =
    (outcome: string) =>
    ({ count }: Telemetry) =>
      count('callbacks', { to: 'crm', outcome });
  const quiet = await incident('nothing happens', () => {}, { 5: [], 30: [], 59: [] });
  return [
    quiet,
    { ...quiet, name: 'nobody answers', after: null, firing: { 9: [], 20: ['GatewayGone'] } },
    await incident('an error of its own', ({ count }) => count('errors', { code: 'INTERNAL_SERVER_ERROR' }), {
      11: ['GatewayInternalErrors'],
      30: [],
    }),
    await incident(
      'a comment that may be there twice',
      ({ count }) => count('writes', { write: 'addComment', outcome: 'outcome_unknown' }),
      { 11: ['GatewayWriteOutcomeUnknown'] },
    ),
    await incident(
      'Asana refuses calls for their number',
      ({ count }) => count('upstream_outcomes', { outcome: 'RATE_LIMITED' }, 200),
      { 11: [], 17: ['GatewayAsanaTurnsAway'] },
    ),
    await incident('people wait', ({ observe }) => observe('budget_wait_seconds', 9, { priority: 'read' }), {
      17: ['GatewayPeopleWait'],
    }),
    await incident('jobs are seen late', late('normal', 50), { 17: ['GatewayChangesSeenLate'] }),
    await incident('exports are seen as promised', late('slow', 60), { 12: [], 17: [], 30: [] }),
    await incident('exports are seen late', late('slow', 110), { 17: ['GatewayExportsSeenLate'] }),
    await incident(
      'Redis is gone',
      ({ gauge }) => gauge('redis_up', () => 0),
      { 12: ['GatewayRedisGone'] },
      undefined,
      await serviceTarget(),
    ),
    await incident('the state file fails', ({ count }) => count('state_errors', { store: 'keys' }), {
      11: ['GatewayStateFileFails'],
    }),
    await incident('its disk is slow', ({ observe }) => observe('state_write_seconds', 0.02), {
      17: ['GatewayDiskSlow'],
    }),
    await incident('a receiver of callbacks is away', tried('repeated'), {
      19: [],
      25: ['GatewayCallbacksNotTaken'],
    }),
    await incident(
      'a receiver of callbacks stumbles',
      (telemetry) => {
        tried('repeated')(telemetry);
        tried('delivered')(telemetry);
      },
      { 25: [] },
    ),
    await incident('a callback is given up', tried('failed'), { 9: [], 11: ['GatewayCallbackFailed'] }),
    await incident('callers ask for too much', ({ count }) => count('refused', { limit: 'cost' }, 2_000), {
      17: ['GatewayRefusesMuch'],
    }),
    await incident('a collector is away', ({ count }) => count('spans', { outcome: 'lost' }, 512), {
      11: ['GatewayTracesLost'],
    }),
    await incident(
      'a loop that is late',
      () => {},
      { 17: ['GatewayBusy'] },
      (page) => withLag(page, 0.4),
    ),
    await incident(
      'Asana announces a change',
      ({ count }) => count('asana_changes', { name: 'new_goals', affected: 'true' }),
      { 11: ['GatewayAsanaWillChange'], 59: ['GatewayAsanaWillChange'] },
      undefined,
      await serviceTarget(),
    ),
  ];
}
