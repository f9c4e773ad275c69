/**
 * How many connections there are at once: of one network, and in all. When there is no more room, those at rest of
 * whoever has most are closed for the one that comes; what is under way is never cut for a newcomer. Must not know
 * what is said on a connection.
 */
import type { Socket } from 'node:net';
import { Tally } from './tally.ts';

/** Of the room in all, how much is made at once, so that a flood is not looked through for each of its connections. */
const MADE_AT_ONCE = 1 / 64;
/** Of what a network has, how much goes at once at most. */
const OF_ONE_NETWORK = 1 / 8;

/** The limit for which a connection is refused. */
export type ConnectionLimit = 'connections' | 'connectionsPerAddress';

/** What the connections of a server are bounded by. */
export interface ConnectionsOptions {
  /** At once, in all. */
  readonly most: number;
  /** At once, of one network. */
  readonly perNetwork: number;
  /** Where a connection comes from; and whether that is somebody who stands for many, such as a proxy. */
  readonly from: (socket: Socket) => { readonly network: string; readonly standsForMany: boolean };
  /** Told of each connection that is closed to make room. */
  readonly onMadeRoom?: () => void;
}

/**
 * The connections of a server. Which of them are at rest is told, not looked for: when all are in use, and so refused
 * connections come by the thousand, none of them costs a look at the others.
 */
export class Connections {
  readonly #options: ConnectionsOptions;
  /** The network of each that is open. */
  readonly #open = new WeakMap<Socket, string>();
  readonly #byNetwork = new Tally<Socket>();
  /** Those of each network on which nothing was ever asked, and those that are at rest again; the oldest first. */
  readonly #unused = new Tally<Socket>();
  readonly #resting = new Tally<Socket>();
  #size = 0;

  constructor(options: ConnectionsOptions) {
    this.#options = options;
  }

  /** Open now. */
  get size(): number {
    return this.#size;
  }

  /**
   * Counts a connection until it closes, and makes room for it where there is none. The limit it is refused for, when all
   * that could make room are busy; null when it may stay.
   */
  take(socket: Socket): ConnectionLimit | null {
    if (this.#open.has(socket) || socket.destroyed) return null;
    const { most, perNetwork, from } = this.#options;
    const { network, standsForMany } = from(socket);
    if (!standsForMany && this.#byNetwork.count(network) >= perNetwork) {
      if (this.#close(network, 1) === 0) return 'connectionsPerAddress';
    }
    if (this.#size >= most && !this.#makeRoom()) return 'connections';
    this.#add(network, socket);
    return null;
  }

  /** Something is under way on a connection. One that is not counted here may be told of as well. */
  busy(socket: Socket): void {
    const network = this.#open.get(socket);
    if (network === undefined) return;
    this.#unused.remove(network, socket);
    this.#resting.remove(network, socket);
  }

  /** Nothing is under way on it any more. */
  rest(socket: Socket): void {
    const network = this.#open.get(socket);
    if (network !== undefined) this.#resting.add(network, socket);
  }

  #add(network: string, socket: Socket): void {
    this.#open.set(socket, network);
    this.#byNetwork.add(network, socket);
    this.#unused.add(network, socket);
    this.#size += 1;
    socket.once('close', () => this.#remove(network, socket));
  }

  /** At once when it is closed here, since the event comes later. */
  #remove(network: string, socket: Socket): void {
    this.busy(socket);
    if (!this.#open.delete(socket)) return;
    this.#byNetwork.remove(network, socket);
    this.#size -= 1;
  }

  /** Closes connections of the network that has most, among those that have any at rest. */
  #makeRoom(): boolean {
    let heaviest: string | null = null;
    let weight = 0;
    for (const atRest of [this.#unused, this.#resting]) {
      for (const [network] of atRest) {
        const count = this.#byNetwork.count(network);
        if (count <= weight) continue;
        heaviest = network;
        weight = count;
      }
    }
    if (heaviest === null) return false;
    const wanted = Math.min(this.#options.most * MADE_AT_ONCE, weight * OF_ONE_NETWORK);
    return this.#close(heaviest, Math.max(1, Math.floor(wanted))) > 0;
  }

  /** Closes so many of a network at most: those on which nothing was ever asked, then those at rest; the oldest first. */
  #close(network: string, most: number): number {
    let closed = 0;
    for (const atRest of [this.#unused, this.#resting]) {
      for (const socket of atRest.of(network)) {
        if (closed >= most) return closed;
        this.#remove(network, socket);
        socket.destroy();
        this.#options.onMadeRoom?.();
        closed += 1;
      }
    }
    return closed;
  }
}
