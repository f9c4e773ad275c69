/**
 * Which subprotocol a WebSocket is opened with, and how those that speak another are told. Pure: knows names, no
 * sockets.
 */
import { GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';

/** The name that `subscriptions-transport-ws` goes by; the npm package `graphql-ws` does not speak it. */
const OLDER_PROTOCOL = 'graphql-ws';

/**
 * Ours where it is offered, else the first offered: browsers hide why a handshake failed, but show the code and the
 * reason of a close. Nothing else is ever said on such a socket.
 */
export function chooseSubprotocol(offered: ReadonlySet<string>): string | false {
  if (offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL)) return GRAPHQL_TRANSPORT_WS_PROTOCOL;
  const [first] = offered;
  return first ?? false;
}

/** The reason of a close with 4406, within the 123 bytes that a close frame has room for. */
export function wrongSubprotocol(protocol: string): string {
  const hint = protocol === OLDER_PROTOCOL ? ' (graphql-ws on npm), not subscriptions-transport-ws' : '';
  return `Subprotocol not acceptable: offer ${GRAPHQL_TRANSPORT_WS_PROTOCOL}${hint}`;
}
