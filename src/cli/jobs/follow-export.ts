/**
 * Stays with an export of an organization, which is no job and which no gateway watches: it is read at growing distances
 * until it is over.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { EXPORT, type OrganizationExport } from './documents.ts';
import { Failed } from './exits.ts';
import { codeOf } from './follow.ts';
import type { Session } from './session.ts';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
const ANSWER_MS = 60_000;

/** Resolves when it can be fetched. @throws Failed, or the signal's reason */
export async function followExport(
  begun: OrganizationExport,
  { way, leaving, display, onState }: Session & { onState(seen: OrganizationExport): void },
): Promise<void> {
  const { signal } = leaving;
  const { gid } = begun;
  let state = begun.state;
  for (let waitMs = FIRST_MS; state !== 'FINISHED'; waitMs = Math.min(LONGEST_MS, waitMs * 1.5)) {
    if (state === 'ERROR')
      throw new Failed('failed', { code: 'JOB_FAILED', message: `Export ${gid} failed.` });
    await pause(waitMs, undefined, { signal });
    const { data, errors } = await way.ask(
      { query: EXPORT, variables: { gid } },
      { timeoutMs: ANSWER_MS, signal },
    );
    const seen = data?.organizationExport as OrganizationExport | null | undefined;
    const [error] = errors;
    if (!seen && error?.extensions.retryable !== true) {
      throw new Failed('failure', {
        code: error ? codeOf(error) : 'NOT_FOUND',
        message: error?.message ?? `Export ${gid} is no longer there.`,
      });
    }
    if (!seen) continue;
    onState(seen);
    if (seen.state !== state) display.note(`${gid} ${seen.state}`);
    state = seen.state;
  }
}
