/**
 * Between a client's ids and those the protocol core knows. A client may use an id again as soon as it has completed
 * it, while the core still waits for the end of what ran under it; so each operation has a number of its own on the
 * way in, and the client's id again on the way out. Must not know what operations do.
 */
import { CloseCode, type Message, MessageType, parseMessage, type SubscribePayload } from 'graphql-ws';
import { isRecord } from '../../json.ts';
import { isHashAlone } from '../operation/parameters.ts';
import type { SocketConnection } from './socket-connection.ts';

/** What to do about a client's message. */
export type Incoming =
  | { readonly kind: 'message'; readonly message: Message }
  /** It is about nothing that is under way any more. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'violation'; readonly code: number; readonly reason: string };

/** UTF-16 units of an id: each is kept for as long as its operation runs. */
const LONGEST_ID = 256;
/** Bytes of a close frame's reason, after the protocol of WebSocket. */
const LONGEST_REASON_BYTES = 123;

const FROM_CLIENTS: ReadonlySet<MessageType> = new Set([
  MessageType.ConnectionInit,
  MessageType.Ping,
  MessageType.Pong,
  MessageType.Subscribe,
  MessageType.Complete,
]);

const INVALID: Incoming = {
  kind: 'violation',
  code: CloseCode.BadRequest,
  reason: 'Invalid message received',
};
const STALE: Incoming = { kind: 'stale' };

/** Reads a client's message, and gives it the number of its operation. */
export function incoming(connection: SocketConnection, text: string): Incoming {
  let message: Message & { id?: unknown };
  try {
    message = parseMessage(withText(JSON.parse(text)));
  } catch {
    return INVALID;
  }
  const { id } = message;
  if (!FROM_CLIENTS.has(message.type) || (typeof id === 'string' && id.length > LONGEST_ID)) return INVALID;
  switch (message.type) {
    case MessageType.Subscribe:
      if (connection.isUnderWay(message.id)) return alreadyExists(message.id);
      return { kind: 'message', message: subscribeOf(connection.begin(message.id), message.payload) };
    case MessageType.Complete: {
      const number = connection.leave(message.id);
      return number === null ? STALE : { kind: 'message', message: { ...message, id: number } };
    }
    default:
      return { kind: 'message', message };
  }
}

/** The protocol wants a text always; whoever names a document may leave it out, as over HTTP. */
function withText(message: unknown): Parameters<typeof parseMessage>[0] {
  if (isRecord(message) && message.type === MessageType.Subscribe && isRecord(message.payload)) {
    const { payload } = message;
    if ((payload.query === undefined || payload.query === null) && isHashAlone(payload)) payload.query = '';
  }
  return message as Parameters<typeof parseMessage>[0];
}

/**
 * The message less what it holds beside the parameters: clients add things of their own, which are no mistake, and
 * would be kept for as long as a stream lives.
 */
function subscribeOf(id: string, payload: SubscribePayload & { readonly documentId?: unknown }): Message {
  const { query, variables, operationName, extensions, documentId } = payload;
  const known = { query, variables, operationName, extensions, documentId };
  return { id, type: MessageType.Subscribe, payload: known };
}

/** The protocol core writes the id first, and its ids are numbers of ours. */
const ADDRESSED = /^\{"id":"(\d+)","type":"(\w+)"/;

/** The core's message as the client gets it; null when it has completed the operation. */
export function outgoing(connection: SocketConnection, text: string): string | null {
  const [, number, type] = ADDRESSED.exec(text) ?? [];
  if (number === undefined) return text;
  const id = connection.operations.get(number)?.id;
  if (id === undefined) return null;
  if (type !== MessageType.Next) connection.end(number);
  return `{"id":${JSON.stringify(id)}${text.slice('{"id":""'.length + number.length)}`;
}

function alreadyExists(id: string): Incoming {
  const reason = `Subscriber for ${id} already exists`;
  const fits = Buffer.byteLength(reason) <= LONGEST_REASON_BYTES;
  const code = CloseCode.SubscriberAlreadyExists;
  return { kind: 'violation', code, reason: fits ? reason : 'Subscriber already exists' };
}
