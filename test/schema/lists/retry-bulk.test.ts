import { beforeEach, expect, test } from 'vitest';
import { callLines } from '../../support/calls.ts';
import { withSandbox } from '../with-sandbox.ts';
import { type Bulk, bulkEvents, changeBulk, countsOf, startMany } from './bulk-events.ts';

const MINUTE_MS = 60_000;
const FAILING = 'no [fail]';
/** Jobs of a list that run at the same time. */
const AT_ONCE = 4;
/** While they do, jobs run for as long as a test wants them to; then what runs is over, and what comes takes no time. */
let lasting = true;
let aheadMs = 0;
const gateway = withSandbox({
  clock: { now: () => Date.now() + aheadMs },
  jobDurationMs: () => (lasting ? MINUTE_MS : 50),
});
beforeEach(() => {
  lasting = true;
});
function endAll(): void {
  lasting = false;
  aheadMs += MINUTE_MS;
}

/** Ends the job that fails. */
function endFailing(): void {
  const { store } = gateway.sandbox;
  const job = store.all('job').findLast(({ data }) => store.peek(String(data.target))?.data.name === FAILING);
  Object.assign(job?.data.plan as object, { endsAt: store.now() });
}

const copyOf = (name: string) => ({
  duplicateProject: { projectGid: gateway.gids.projects.office, name },
});
/** Names of the projects that were asked for since it was tried again, in their order. */
const posted = (): (string | undefined)[] =>
  callLines(gateway.sandbox.calls)
    .filter((line) => line.startsWith('POST /projects'))
    .map((line) => /"name":"([^"]*)"/.exec(line)?.[1]);

/** Begins a list of which one has failed while all others that may run do: the next one too, unless it stops. */
async function failedAndRunning(onFailure: 'CONTINUE' | 'STOP'): Promise<string> {
  const items = [FAILING, 'a', 'b', 'c', 'd', 'e'].map(copyOf);
  const { bulk } = await startMany(gateway, items, { onFailure });
  const { id } = bulk as Bulk;
  const running = onFailure === 'STOP' ? AT_ONCE - 1 : AT_ONCE;
  const counts = 'subscription ($id: ID!) { bulkUpdated(id: $id) { counts { failed running } } }';
  for await (const { data } of await gateway.watch(counts, { id })) {
    const counted = data?.bulkUpdated as Bulk | undefined;
    if (counted?.counts.failed === 0 && counted.counts.running === AT_ONCE) endFailing();
    if (counted?.counts.failed === 1 && counted.counts.running === running) break;
  }
  return id;
}

test('what was cancelled while others still run is tried again at once, and the cancelled stay so', async () => {
  const id = await failedAndRunning('CONTINUE');
  const cancelled = await changeBulk(gateway, 'cancelBulk', id);
  expect([cancelled.state, cancelled.counts.failed]).toEqual(['CANCELLED', 1]);
  const again = await changeBulk(gateway, 'retryBulk', id);
  expect([again.state, again.counts.failed]).toEqual(['RUNNING', 0]);
  endAll();
  const last = (await bulkEvents(gateway, id)).at(-1) as Bulk;
  expect([last.state, last.counts.failed, last.counts.cancelled]).toEqual([
    'FINISHED',
    1,
    cancelled.counts.cancelled,
  ]);
  expect(posted()).toEqual([FAILING]);
});

test('a list that stopped while others still run goes on, and stops when it fails again', async () => {
  const id = await failedAndRunning('STOP');
  const again = await changeBulk(gateway, 'retryBulk', id);
  expect([again.state, again.finishedAt]).toEqual(['RUNNING', null]);
  endAll();
  const last = (await bulkEvents(gateway, id)).at(-1) as Bulk;
  expect([last.state, last.counts.failed, last.counts.waiting]).toEqual(['STOPPED', 1, 0]);
  expect(posted()).toEqual([FAILING]);
  expect(countsOf(last)).toMatch(/^succeeded \d, failed 1, cancelled \d$/);
});
