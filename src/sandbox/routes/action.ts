/**
 * One thing asked of the stand-in and what it answers, whether it came alone or inside a batch.
 * Knows neither sockets nor what is stored.
 */

/** One call after parsing: what a single request or one action of a batch asks for. */
export interface Action {
  readonly method: string;
  /** Path below the base URL, without query. */
  readonly path: string;
  /** Query parameters except `opt_fields`. */
  readonly query: Readonly<Record<string, string>>;
  /** The names of `opt_fields`; undefined when it was not sent. */
  readonly fields: string | undefined;
  /** The `data` of a write's body. */
  readonly data: Readonly<Record<string, unknown>>;
  readonly batched: boolean;
}

/** What goes back. `raw` replaces the JSON body; `sink` means that no reply arrives at all. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body?: unknown;
  readonly raw?: { readonly type: string; readonly content: string | Uint8Array };
  readonly sink?: 'reset' | 'hang';
}

/** An answer that is not a success, thrown from anywhere below the request handler. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.headers = headers;
  }
}

const HELP =
  'For more information on API status codes and how to handle them, read the docs on errors: https://developers.asana.com/docs/errors';

/** Asana's error envelope. A `phrase` belongs to status 500 only. */
export function errorReply(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const error = status === 500 ? { message, phrase: '6 sad squid snuggle softly' } : { message, help: HELP };
  return { status, headers, body: { errors: [error] } };
}

/** Turns whatever was thrown into a reply. */
export function replyToThrown(thrown: unknown): Reply {
  if (thrown instanceof Refusal) return errorReply(thrown.status, thrown.message, thrown.headers);
  return errorReply(500, thrown instanceof Error ? `Server Error (${thrown.message})` : 'Server Error');
}
