/** A project that a set-up changes, as far as a set-up sees it, and a run of the errand that may be cut off anywhere. */
import { asanaToken } from '../../../src/asana/api/token.ts';
import type { AsanaClient, Envelope } from '../../../src/asana/client.ts';
import { changed, type Errand, type ErrandChange } from '../../../src/errands/errand.ts';
import type { ErrandKind, ErrandRun } from '../../../src/errands/run.ts';
import { SET_UP, type SetUpInput, stepsOf } from '../../../src/errands/set-up/set-up.ts';

export interface FakeTask {
  readonly gid: string;
  name: string;
  readonly section: string;
}

export interface FakeProject {
  readonly client: Pick<AsanaClient, 'read' | 'write'>;
  readonly tasks: FakeTask[];
  /** `PUT /tasks/1 {"name":"B"}`, as they were carried out. */
  readonly calls: string[];
  /** Looked at before each call: may throw, or say that it is carried out and its answer lost. */
  before: (call: string) => 'answer' | 'lose';
}

export class Killed extends Error {}

export const PROJECT = '9';

/** A project with these tasks, two to a page unless it says otherwise. */
export function fakeProject(tasks: readonly Pick<FakeTask, 'name' | 'section'>[], pageSize = 2): FakeProject {
  const fake: FakeProject = {
    tasks: tasks.map((task, at) => ({ ...task, gid: `${at + 1}` })),
    calls: [],
    before: () => 'answer',
    client: {
      async read({ path, offset = '0' }) {
        const from = Number(offset);
        carryOut(`GET ${path}?${from}`);
        const data = fake.tasks.slice(from, from + pageSize).map(({ gid, name, section }) => ({
          gid,
          name,
          memberships: [{ project: { gid: PROJECT }, section: { name: section } }],
        }));
        return {
          data,
          nextOffset: from + pageSize < fake.tasks.length ? `${from + pageSize}` : null,
        } as Envelope;
      },
      async write({ method, path, body }) {
        carryOut(`${method} ${path} ${JSON.stringify(body)}`, () => {
          const task = fake.tasks.find(({ gid }) => path === `/tasks/${gid}`);
          if (task && typeof body?.name === 'string') task.name = body.name;
        });
        return { data: {}, nextOffset: null } as Envelope;
      },
    },
  };
  function carryOut(call: string, effect: () => void = () => {}): void {
    const next = fake.before(call);
    fake.calls.push(call);
    effect();
    if (next === 'lose') throw new Killed();
  }
  return fake;
}

/** A new set-up of that project. */
export function setUpErrand(input: SetUpInput, job: string | null = null): Errand {
  return {
    ...{
      id: 'e1',
      kind: SET_UP,
      owner: 'user:1',
      about: job,
      state: 'waiting',
      isUnwanted: false,
      version: 0,
    },
    plan: { job, input },
    progress: { project: job === null ? PROJECT : null, steps: stepsOf(input) },
  };
}

export interface RunOptions {
  /** Looked at before each change is kept; may throw. */
  readonly keeping?: (errand: Errand) => void;
  readonly signal?: AbortSignal;
}

/** Runs it once. Resolves with what is kept then, and what it was cut off by. */
export async function runOnce(
  kind: ErrandKind,
  errand: Errand,
  { keeping = () => {}, signal = new AbortController().signal }: RunOptions = {},
): Promise<{ readonly errand: Errand; readonly kept: readonly Errand[]; readonly error: unknown }> {
  const token = asanaToken('secret-of-somebody');
  let present = errand;
  const kept: Errand[] = [];
  async function keep(change: ErrandChange): Promise<void> {
    keeping(present);
    present = JSON.parse(JSON.stringify(changed(present, change))) as Errand;
    kept.push(present);
  }
  const run: ErrandRun = {
    get errand() {
      return present;
    },
    signal,
    onTouched: () => {},
    token: () => token,
    keep,
    look: async () => {},
    keepUntouched: (change) => keep(change).then(() => true),
    touch: async () => true,
  };
  try {
    await kind.run(run);
    return { errand: present, kept, error: null };
  } catch (error) {
    return { errand: present, kept, error };
  }
}
