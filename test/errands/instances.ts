/** Instances over one store in memory, which may fall silent as a killed process does, and an errand that counts. */
import { type AsanaToken, asanaToken } from '../../src/asana/api/token.ts';
import { Errands } from '../../src/errands/errands.ts';
import { memoryErrands } from '../../src/errands/memory-store.ts';
import { ownToken } from '../../src/errands/own-token.ts';
import { type ErrandKind, type ErrandRun, pause } from '../../src/errands/run.ts';
import type { ErrandStore } from '../../src/errands/store.ts';
import { type ErrandTokens, UserTokens } from '../../src/errands/tokens.ts';
import { GatewayError } from '../../src/errors.ts';
import { silentTelemetry } from '../../src/telemetry.ts';
import { type ManualClock, manualClock } from '../support/clock.ts';

export const OWNER = 'user:1';
export const TOKEN = asanaToken('token-of-somebody');
export const FRESH = asanaToken('fresh-token-of-somebody');

export interface Instance {
  readonly errands: Errands;
  readonly tokens: ErrandTokens;
  /** From now on nothing it does reaches the store. */
  kill(): void;
  /** What of the store does not answer it. */
  readonly away: Set<keyof ErrandStore>;
}

export interface Instances {
  readonly clock: ManualClock;
  readonly store: ErrandStore;
  /** What was counted, by whom and with whose token. */
  readonly counted: string[];
  /** Tokens that are refused from now on. */
  readonly refused: Set<string>;
  /** What happens while a call with a refused token is on its way. */
  meanwhile: () => void;
  open(name: string): Instance;
  /** An errand that counts to so much, a step a second. */
  begin(instance: Instance, to?: number): Promise<string>;
  stateOf(instance: Instance, id: string): Promise<string | undefined>;
}

export interface InstancesOptions {
  readonly isOwn?: boolean;
  readonly ttlMs?: number;
  readonly mostAtOnce?: number;
  readonly mostDoubtful?: number;
  /** Whether they share the store; else there is one instance. @default true */
  readonly isShared?: boolean;
  /** Kinds of each instance, by its name. @default an errand that counts */
  readonly kinds?: (name: string, clock: ManualClock) => readonly ErrandKind[];
}

export function openInstances({
  isOwn = false,
  ttlMs = 3_600_000,
  mostAtOnce = 1_000,
  mostDoubtful = 1_000,
  isShared = true,
  kinds = () => [],
}: InstancesOptions = {}): Instances {
  const clock = manualClock();
  const memory = memoryErrands({ now: clock.now });
  const store: ErrandStore = { ...memory, isShared, outlivesInstance: isShared, size: 0 };
  const counted: string[] = [];
  const refused = new Set<string>();

  function open(name: string): Instance {
    let isDead = false;
    const away = new Set<keyof ErrandStore>();
    const reached = <Name extends 'find' | 'change' | 'take' | 'release' | 'due'>(name: Name) =>
      ((...parts: never[]) =>
        (isDead && name !== 'find') || away.has(name)
          ? Promise.reject(new Error('cut off'))
          : (store[name] as (...parts: never[]) => unknown)(...parts)) as ErrandStore[Name];
    const mortal: ErrandStore = {
      ...store,
      find: reached('find'),
      change: reached('change'),
      take: reached('take'),
      release: reached('release'),
      due: reached('due'),
    };
    const tokens = isOwn
      ? ownToken(() => TOKEN)
      : new UserTokens({ ttlMs, clock, gone: (owner) => errands.tokensGone(owner) });
    const errands: Errands = new Errands({
      store: mortal,
      tokens,
      clock,
      mostAtOnce,
      mostDoubtful,
      telemetry: silentTelemetry(),
      kinds: [
        counting(name, {
          clock,
          counted,
          refused,
          meanwhile: () => instances.meanwhile(),
          isDead: () => isDead,
        }),
        ...kinds(name, clock),
      ],
    });
    const kill = (): void => {
      isDead = true;
    };
    return { errands, tokens, kill, away };
  }

  const instances: Instances = {
    ...{ clock, store, counted, refused, open },
    meanwhile: () => {},
    async begin({ errands }, to = 3) {
      const plan = { to };
      const errand = await errands.reserve(
        { kind: 'count', owner: OWNER, about: null, plan, progress: 0 },
        TOKEN,
      );
      await errands.begin(errand, { about: '77' });
      return errand.id;
    },
    stateOf: async ({ errands }, id) => (await errands.find(id, OWNER))?.state,
  };
  return instances;
}

interface Counting {
  readonly clock: ManualClock;
  readonly counted: string[];
  readonly refused: ReadonlySet<string>;
  meanwhile(): void;
  isDead(): boolean;
}

function counting(name: string, { clock, counted, refused, meanwhile, isDead }: Counting): ErrandKind {
  const secrets = new Map<string, AsanaToken>([
    [TOKEN.hash, TOKEN],
    [FRESH.hash, FRESH],
  ]);
  async function run(errand: ErrandRun): Promise<void> {
    const { to } = errand.errand.plan as { to: number };
    await errand.keep({ state: 'running' });
    for (let at = errand.errand.progress as number; at < to; at += 1) {
      await pause(1_000, clock, errand.signal);
      const token = errand.token();
      if (refused.has(token.hash)) meanwhile();
      if (refused.has(token.hash)) throw new GatewayError('UNAUTHENTICATED', 'refused');
      if (!isDead()) counted.push(`${name} ${at} ${secrets.get(token.hash) === FRESH ? 'fresh' : 'first'}`);
      await errand.keep({ progress: at + 1 });
    }
    await errand.keep({ state: 'done', plan: null });
  }
  return { name: 'count', needsToken: true, run, givenUp: (progress) => `gave up at ${progress}` };
}
