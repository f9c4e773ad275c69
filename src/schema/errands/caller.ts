/** Who an errand asks for, as a caller. Knows no kind of errand. */
import type { ErrandAsker } from '../../errands/set-up/run-set-up.ts';
import { keyNameIn } from '../../starts/owner.ts';
import type { Caller } from '../operation.ts';

/** The caller that an errand acts for. */
export function callerOfErrand({ owner, token }: ErrandAsker): Caller {
  return { token, owner, name: keyNameIn(owner) };
}
