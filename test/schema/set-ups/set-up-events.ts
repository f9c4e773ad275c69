/** The events of a set-up, as its user sees them. */
import type { WithSandbox } from '../with-sandbox.ts';

export interface SetUp {
  readonly id: string;
  readonly state: string;
  readonly project: { readonly gid: string; readonly name: string } | null;
  readonly steps: readonly {
    readonly name: string;
    readonly state: string;
    readonly matched: number | null;
    readonly userErrors: readonly unknown[];
  }[];
}

const WATCH = `subscription ($id: ID!) {
  setUpUpdated(id: $id) { id state project { gid name } steps { name state matched userErrors { code field } } }
}`;

/** All events to the end. */
export async function setUpEvents(gateway: WithSandbox, id: string): Promise<SetUp[]> {
  const seen: SetUp[] = [];
  for await (const { data, errors } of await gateway.watch(WATCH, { id })) {
    if (errors) throw new Error(JSON.stringify(errors));
    seen.push(data?.setUpUpdated as SetUp);
  }
  return seen;
}

/** `DONE: project DONE, tasks.0 DONE 3` */
export function stepStates({ state, steps }: SetUp): string {
  const words = steps.map(
    (step) => `${step.name} ${step.state}${step.matched === null ? '' : ` ${step.matched}`}`,
  );
  return `${state}: ${words.join(', ')}`;
}
