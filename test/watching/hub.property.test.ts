import fc from 'fast-check';
import { expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { isFinal } from '../../src/job-state.ts';
import { collect, type FakeReader, hubBench, state, type Watch } from '../support/jobs.ts';

const GIDS = ['1', '2', '3', '4'] as const;
const TROUBLE = ['UPSTREAM_ERROR', 'UPSTREAM_TIMEOUT', 'RATE_LIMITED'] as const;
const WAY = ['not_started', 'in_progress', 'succeeded'] as const;

type Step =
  | { readonly do: 'join'; readonly token: string; readonly gids: readonly string[] }
  | { readonly do: 'leave'; readonly which: number }
  | { readonly do: 'move'; readonly gid: string; readonly fails: boolean }
  | { readonly do: 'spoil'; readonly gid: string; readonly code: (typeof TROUBLE)[number] | null }
  | { readonly do: 'hang'; readonly gid: string; readonly ms: number }
  | { readonly do: 'see'; readonly token: string; readonly gid: string }
  | { readonly do: 'wait'; readonly ms: number };

const gid = fc.constantFrom(...GIDS);
const token = fc.constantFrom('token-a', 'token-b');
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('join' as const),
      token,
      gids: fc.uniqueArray(gid, { minLength: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(10) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('move' as const), gid, fails: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('spoil' as const),
      gid,
      code: fc.option(fc.constantFrom(...TROUBLE)),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hang' as const), gid, ms: fc.nat(4_000) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('see' as const), token, gid }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.nat(5_000) }) },
);

test('whatever happens, who stays gets each final event once and last', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
      const { clock, hub, jobs } = hubBench();
      const truth = new Map<string, string>(GIDS.map((each) => [each, 'not_started']));
      const trouble = new Map<string, string>();
      const slow = new Map<string, number>();
      for (const each of GIDS) {
        jobs.set(each, async () => {
          const delayMs = slow.get(each) ?? 0;
          if (delayMs > 0) await new Promise<void>((resolve) => clock.setTimeout(resolve, delayMs));
          const code = trouble.get(each);
          if (code) throw new GatewayError(code as (typeof TROUBLE)[number], 'a fault');
          return truth.get(each) ?? '';
        });
      }
      const watching: {
        watch: Watch;
        gids: readonly string[];
        left: boolean;
        heard: ReturnType<typeof collect>;
      }[] = [];
      for (const each of steps) {
        if (each.do === 'join') {
          const watch = hub.watch<FakeReader>(jobs.source(each.token), each.gids, {
            multiple: each.gids.length > 1,
          });
          watching.push({ watch, gids: each.gids, left: false, heard: collect(watch) });
        } else if (each.do === 'leave') {
          const one = watching[each.which];
          if (one) {
            one.left = true;
            await one.watch.return?.();
          }
        } else if (each.do === 'move') {
          const at = WAY.indexOf(truth.get(each.gid) as (typeof WAY)[number]);
          if (at >= 0 && at < 2) truth.set(each.gid, at === 1 && each.fails ? 'failed' : (WAY[at + 1] ?? ''));
        } else if (each.do === 'spoil') {
          if (each.code) trouble.set(each.gid, each.code);
          else trouble.delete(each.gid);
        } else if (each.do === 'hang') slow.set(each.gid, each.ms);
        else if (each.do === 'see') {
          hub.observe(each.token, state(each.gid, truth.get(each.gid) ?? '', clock.now()));
        } else await clock.advance(each.ms);
      }
      trouble.clear();
      slow.clear();
      for (const each of GIDS) if (!isFinal(truth.get(each) ?? '')) truth.set(each, 'succeeded');
      await clock.advance(120_000);

      for (const { gids, left, heard } of watching) {
        if (!left) expect(heard.ended).toBe(true);
        for (const each of gids) {
          const words = heard.events.flatMap((line) =>
            line.startsWith(`${each} `) ? [line.split(' ')[1] ?? ''] : [],
          );
          const finals = words.filter(isFinal);
          expect(finals.length).toBeLessThanOrEqual(1);
          expect(words.every((word, at) => word !== words[at - 1])).toBe(true);
          if (finals.length > 0) expect(words.at(-1)).toBe(truth.get(each));
          if (!left) expect(finals).toEqual([truth.get(each)]);
        }
      }
      expect(hub.stats()).toEqual({ tokens: 0, jobs: 0, pollers: 0, subscribers: 0, waits: 0 });
      expect(clock.pending()).toBe(0);
    }),
    { numRuns: 60 },
  );
}, 120_000);

test('one token reads one job once at a time, however many watch', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 5_000, max: 60_000 }),
      async (count, ms) => {
        const readsWith = async (watchers: number): Promise<number> => {
          const { clock, hub, jobs } = hubBench();
          jobs.set('1', 'in_progress');
          const all = Array.from({ length: watchers }, () =>
            hub.watch(jobs.source(), ['1'], { multiple: false }),
          );
          const heard = all.map(collect);
          await clock.advance(ms);
          const reads = new Set(jobs.reads).size;
          for (const watch of all) await watch.return?.();
          await Promise.all(heard.map(({ done }) => done));
          expect(clock.pending()).toBe(0);
          return reads;
        };
        expect(await readsWith(count)).toBe(await readsWith(1));
      },
    ),
    { numRuns: 15 },
  );
}, 120_000);
