import { afterEach } from 'vitest';
import type { WriteName } from '../../../src/asana/api/writes.ts';
import type { Fault, FaultRule } from '../../../src/sandbox/server.ts';
import { withSandbox } from '../with-sandbox.ts';
import { writeMutationOf } from './write-cases.ts';

/** A gateway before a sandbox, with what its writes are tested by. For the file that calls it. */
export function writing() {
  const gateway = withSandbox({ jobDurationMs: 0, timeoutMs: 1_000 });

  let rules: (() => void)[] = [];
  afterEach(() => {
    for (const remove of rules) remove();
    rules = [];
  });

  /** Spoils calls; gone after the test. */
  function fail(rule: FaultRule): void {
    rules.push(gateway.sandbox.fail(rule));
  }

  /** Spoils one call. */
  function spoil(method: string, path: string | RegExp, fault: Fault, after?: 'after-effect'): void {
    fail({ match: { method, path }, times: 1, fault, ...(after && { after }) });
  }

  async function run(name: WriteName, field: string, selection: string, input: object, token?: string) {
    const answer = await gateway.run(writeMutationOf(name, field, selection), { input }, token);
    return { ...answer, written: answer.data?.written };
  }

  const updateTask = (change: object, selection = 'gid') =>
    run('updateTask', 'task', selection, { taskGid: gateway.gids.tasks.shared, ...change });

  return { gateway, fail, spoil, run, updateTask };
}
