/**
 * The five slots for running jobs of each user, as they are taken and given back. This is the interface and the store in
 * memory; who waits for one, and in which order, is the affair of `slots.ts`.
 */

/** Jobs one user may have running at Asana. */
export const RUNNING_JOBS_LIMIT = 5;

/** Slots taken but not yet visible as running jobs; shared between instances over Redis. */
export interface SlotStore {
  /** Takes a slot when there is one beside `running` and it is this ticket's turn. Never rejects. */
  take(user: string, ticket: Ticket, running: number): Promise<boolean>;
  /** Takes a slot when there is one beside `running` and nobody waits for one. Never rejects. */
  spare(user: string, id: string, running: number): Promise<boolean>;
  /** Gives a taken slot back, or leaves the queue. Never rejects. */
  leave(user: string, ticket: Pick<Ticket, 'id'>): Promise<void>;
}

/** A place in the queue. */
export interface Ticket {
  readonly id: string;
  readonly flow: string;
  /** By the clock of its instance. */
  readonly arrivedAt: number;
  /** How long it has stood there: what other instances can compare. */
  waitedMs(): number;
}

/** The slots taken in one process. */
export function memorySlotStore(): SlotStore {
  const taken = new Map<string, Set<string>>();
  function take(user: string, id: string, running: number): boolean {
    const held = taken.get(user) ?? new Set();
    if (running + held.size >= RUNNING_JOBS_LIMIT) return false;
    taken.set(user, held.add(id));
    return true;
  }

  return {
    take: async (user, { id }, running) => take(user, id, running),
    // Who waits in this process stands in its queues.
    spare: async (user, id, running) => take(user, id, running),
    async leave(user, ticket) {
      const held = taken.get(user);
      held?.delete(ticket.id);
      if (held?.size === 0) taken.delete(user);
    },
  };
}
