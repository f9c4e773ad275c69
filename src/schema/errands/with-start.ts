/**
 * What goes on after a start has its place, and its token, before anything is sent: where there is none, nothing is
 * started. It learns of the job from the answer, and goes where none is made. Knows no kind of errand.
 */
import type { AsanaRecord } from '../../asana/reader.ts';
import type { NewErrand } from '../../errands/errands.ts';
import type { StartWay } from '../../starts/start-run.ts';
import type { GatewayContext } from '../context.ts';

/** What goes on after a start. */
export interface Following extends Pick<NewErrand, 'kind' | 'plan' | 'progress'> {
  /** The plan once it is known which job was started. */
  planFor(job: string): unknown;
}

/** A start with whose job something goes on. */
export function beginWithStart(
  way: StartWay<AsanaRecord>,
  { kind, plan, progress, planFor }: Following,
  { caller, services: { errands } }: Pick<GatewayContext, 'caller' | 'services'>,
): StartWay<AsanaRecord> {
  return {
    ...way,
    async send() {
      const owner = await way.ownerOf();
      const reserved = await errands.reserve({ kind, owner, about: null, plan, progress }, caller.token);
      const reply = await way.send().catch(async (error: unknown) => {
        await errands.discard(reserved);
        throw error;
      });
      await errands.begin(reserved, { about: reply.gid, plan: planFor(reply.gid) });
      return reply;
    },
  };
}
