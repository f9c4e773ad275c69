import type { Client } from 'graphql-ws';
import type { Session } from './connection.ts';

/** What the page shows of a job. */
export interface Job {
  readonly id: string;
  readonly gid: string;
  readonly status: string;
  readonly finished: boolean;
  readonly newProject: { readonly id: string; readonly gid: string; readonly name: string } | null;
}

const WATCH = /* GraphQL */ `
  subscription Watch($gid: ID!) {
    jobUpdated(gid: $gid) { id gid status finished newProject { id gid name } }
  }
`;

/** The job now and at each change, until it has finished. Asks for a fresh token when the old one is refused. */
export async function* watchJob(socket: Client, session: Session, gid: string): AsyncGenerator<Job> {
  for (let renewals = 0; ; renewals += 1) {
    const token = await session.token();
    let refused = false;
    const events = socket.iterate<{ jobUpdated: Job }>({ query: WATCH, variables: { gid } });
    for await (const { data, errors } of events) {
      if (data?.jobUpdated) yield data.jobUpdated;
      const [error] = errors ?? [];
      refused = error?.extensions?.code === 'UNAUTHENTICATED';
      if (error && (!refused || renewals > 0)) throw error;
    }
    if (!refused) return;
    await session.renew(token);
    // A socket keeps the token it was opened with: the next subscription shall open another.
    socket.terminate();
  }
}
