/**
 * The slots of running jobs that are open to lists: of the five of one Asana user the lists together hold four, in the
 * order in which they came, so that people get through. The interface, and the store in memory. Knows no list.
 */
import { systemClock } from '../clock.ts';

/** Of the five, so many are open to lists. */
export const LIST_SLOTS = 4;
/** A list that did not ask for so long is gone with its instance. */
export const LIST_SILENT_MS = 12_000;
/** A slot that nobody held on to for so long is free again. */
export const LIST_HELD_MS = 20_000;

/** A wish for a slot. */
export interface ListTicket {
  readonly list: string;
  /** When the list came, epoch milliseconds: the earlier list goes first. */
  readonly since: number;
  /** Unlike that of every other item of every list. */
  readonly item: string;
}

/** What a list holds, and whether it wants more. */
export interface ListHolding extends Pick<ListTicket, 'list' | 'since'> {
  readonly items: readonly string[];
  readonly wants: boolean;
}

/** Slots of lists by user; shared between instances over Redis. */
export interface ListSlotStore {
  /** Takes a slot where one is free and no earlier list wants it. Never rejects. */
  take(user: string, ticket: ListTicket): Promise<boolean>;
  /** Holds on to slots, free or not: their jobs run. Never rejects. */
  hold(user: string, holding: ListHolding): Promise<void>;
  /** Gives a slot back. Never rejects. */
  leave(user: string, item: string): Promise<void>;
  /** A list wants no more. Never rejects. */
  quit(user: string, list: string): Promise<void>;
}

interface Want {
  readonly since: number;
  seenMs: number;
}

interface Slots {
  readonly wants: Map<string, Want>;
  /** Item → until when it is held. */
  readonly held: Map<string, number>;
}

/** The slots of lists in one process. */
export function memoryListSlots(now: () => number = systemClock.now): ListSlotStore {
  const users = new Map<string, Slots>();

  function slotsOf(user: string): Slots {
    const slots = users.get(user) ?? { wants: new Map(), held: new Map() };
    users.set(user, slots);
    for (const [list, { seenMs }] of slots.wants)
      if (seenMs + LIST_SILENT_MS < now()) slots.wants.delete(list);
    for (const [item, untilMs] of slots.held) if (untilMs < now()) slots.held.delete(item);
    return slots;
  }

  function tidy(user: string): void {
    const slots = users.get(user);
    if (slots?.wants.size === 0 && slots.held.size === 0) users.delete(user);
  }

  const want = ({ wants }: Slots, list: string, since: number): void => {
    wants.set(list, { since, seenMs: now() });
  };

  return {
    async take(user, { list, since, item }) {
      const slots = slotsOf(user);
      want(slots, list, since);
      const isFirst = [...slots.wants].every(
        ([other, each]) => each.since > since || (each.since === since && other >= list),
      );
      if (!isFirst || slots.held.size >= LIST_SLOTS) return false;
      slots.held.set(item, now() + LIST_HELD_MS);
      return true;
    },
    async hold(user, { list, since, items, wants }) {
      const slots = slotsOf(user);
      for (const item of items) slots.held.set(item, now() + LIST_HELD_MS);
      if (wants) want(slots, list, since);
      tidy(user);
    },
    async leave(user, item) {
      users.get(user)?.held.delete(item);
      tidy(user);
    },
    async quit(user, list) {
      users.get(user)?.wants.delete(list);
      tidy(user);
    },
  };
}
