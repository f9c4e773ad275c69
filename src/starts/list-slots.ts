/**
 * The slots of running jobs that are open to lists: of the five of one Asana user the lists together hold four, so that
 * people get through. Owners take turns (all keys of the gateway's own token are one user), and the lists of one owner
 * go in the order in which they came. The interface, and the store in memory. Knows no list.
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
  /** Whose list it is: owners take turns. */
  readonly owner: string;
  /** When the list came, epoch milliseconds: the earlier list of an owner goes first. */
  readonly since: number;
  /** Unlike that of every other item of every list. */
  readonly item: string;
}

/** What a list holds, and whether it wants more. */
export interface ListHolding extends Pick<ListTicket, 'list' | 'owner' | 'since'> {
  readonly items: readonly string[];
  readonly wants: boolean;
}

/** Slots of lists by user; shared between instances over Redis. */
export interface ListSlotStore {
  /** Takes a slot where one is free and it is the turn of this list. Never rejects. */
  take(user: string, ticket: ListTicket): Promise<boolean>;
  /** Holds on to slots, free or not: their jobs run. Never rejects. */
  hold(user: string, holding: ListHolding): Promise<void>;
  /** Gives a slot back. Never rejects. */
  leave(user: string, item: string): Promise<void>;
  /** A list wants no more. Never rejects. */
  quit(user: string, list: string): Promise<void>;
}

interface Want extends Pick<ListTicket, 'list' | 'owner' | 'since'> {
  readonly seenMs: number;
}

interface Slots {
  readonly wants: Map<string, Want>;
  /** Item → until when it is held. */
  readonly held: Map<string, number>;
  /** Owner → the turn in which one of its lists took a slot last. */
  readonly turns: Map<string, number>;
  turn: number;
}

/** The slots of lists in one process. */
export function memoryListSlots(now: () => number = systemClock.now): ListSlotStore {
  const users = new Map<string, Slots>();

  function slotsOf(user: string): Slots {
    const slots = users.get(user) ?? { wants: new Map(), held: new Map(), turns: new Map(), turn: 0 };
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

  function want({ wants }: Slots, { list, owner, since }: Omit<Want, 'seenMs'>): Want {
    const wanted = { list, owner, since, seenMs: now() };
    wants.set(list, wanted);
    return wanted;
  }

  return {
    async take(user, ticket) {
      const slots = slotsOf(user);
      const wanted = want(slots, ticket);
      const isFirst = [...slots.wants.values()].every((other) => !goesBefore(other, wanted, slots));
      if (!isFirst || slots.held.size >= LIST_SLOTS) return false;
      slots.held.set(ticket.item, now() + LIST_HELD_MS);
      slots.turn += 1;
      slots.turns.set(ticket.owner, slots.turn);
      return true;
    },
    async hold(user, { items, wants, ...holding }) {
      const slots = slotsOf(user);
      for (const item of items) slots.held.set(item, now() + LIST_HELD_MS);
      if (wants) want(slots, holding);
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

function goesBefore(one: Want, other: Want, { turns }: Slots): boolean {
  const byTurn = (turns.get(one.owner) ?? 0) - (turns.get(other.owner) ?? 0);
  if (byTurn !== 0) return byTurn < 0;
  return one.since < other.since || (one.since === other.since && one.list < other.list);
}
