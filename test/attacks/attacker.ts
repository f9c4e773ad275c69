/** Who attacks, in a process of its own: runs one attack of the table for as long as it is told. */
import { serve } from '../../bench/support/probe.mjs';
import type { Outcome, Target } from './attack.ts';
import { ATTACKS } from './attacks.ts';

serve({
  async attack({
    name,
    seconds,
    target,
  }: {
    name: string;
    seconds: number;
    target: Target;
  }): Promise<Outcome> {
    const attack = ATTACKS.find((each) => each.name === name);
    if (!attack) throw new Error(`no attack is called "${name}"`);
    return attack.run(target, AbortSignal.timeout(seconds * 1_000));
  },
});
