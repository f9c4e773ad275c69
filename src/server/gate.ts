/**
 * The checks at the door, one object for HTTP and for the WebSocket upgrade: Host, Origin, and the caller's address.
 */
import type { IncomingMessage } from 'node:http';
import { type Config, isLoopback } from '../config.ts';
import { clientAddress, isLoopbackPeer, trustedProxies } from './http/client-address.ts';
import {
  corsHeaders,
  isEmbedding,
  isHost,
  isLoopbackHost,
  judgeOrigin,
  originOf,
  preflightHeaders,
} from './http/origins.ts';

/** Judges requests by their headers. */
export interface Gate {
  /** Why a request is turned away for its Host, else null. */
  wrongHost(request: IncomingMessage): string | null;
  /** Why a request is turned away for its Origin, else null. */
  wrongOrigin(request: IncomingMessage): string | null;
  /** What browsers of an allowed origin are told; null: nothing. */
  corsHeaders(request: IncomingMessage): Readonly<Record<string, string>> | null;
  /** The further headers for a preflight. */
  preflightHeaders(request: IncomingMessage): Record<string, string>;
  /** Where the request comes from. */
  address(request: IncomingMessage): string;
  /** Whether an address that connects may stand for many clients: this machine's own, or a trusted proxy. */
  standsForMany(address: string): boolean;
}

/** The gate that the settings describe. */
export function createGate(
  config: Pick<Config, 'host' | 'gatewayKeys' | 'corsOrigins' | 'trustedProxies'>,
): Gate {
  const allowed = config.corsOrigins ?? [];
  const loopbackOnly = isLoopback(config.host) && (config.gatewayKeys ?? []).length === 0;
  const proxies = config.trustedProxies ?? [];
  const isTrusted = trustedProxies(proxies);
  const verdict = ({ headers }: IncomingMessage) =>
    judgeOrigin({ origin: headers.origin, host: headers.host }, allowed);

  const judgeHost = (host: string | undefined): string | null => {
    if (host !== undefined && !isHost(host)) return 'The Host header holds no host.';
    return loopbackOnly && !isLoopbackHost(host)
      ? 'This gateway listens on loopback and answers only to the hosts localhost, 127.0.0.1 and [::1].'
      : null;
  };
  const forAll: Readonly<Record<string, string>> | null = allowed.length > 0 ? { Vary: 'Origin' } : null;
  // A server has one name, or a few: the last verdict is nearly always the next one.
  let last: { host: string | undefined; verdict: string | null } | null = null;

  return {
    wrongHost({ headers: { host } }) {
      if (!last || last.host !== host) last = { host, verdict: judgeHost(host) };
      return last.verdict;
    },
    wrongOrigin(request) {
      const { origin } = request.headers;
      if (origin === undefined) {
        return isEmbedding(request.headers) ? 'Pages of other origins may not embed this API.' : null;
      }
      if (verdict(request) !== 'refused') return null;
      return originOf(origin)
        ? `The origin ${origin.slice(0, 200)} is not allowed. Add it to CORS_ORIGINS.`
        : 'The Origin header holds no origin such as https://app.example.com.';
    },
    corsHeaders(request) {
      const { origin } = request.headers;
      if (origin === undefined) return forAll;
      const asked = originOf(origin);
      return asked && verdict(request) === 'listed' ? { ...forAll, ...corsHeaders(asked.origin) } : forAll;
    },
    preflightHeaders: ({ headers }) => preflightHeaders(headers['access-control-request-headers']),
    address(request) {
      const peer = request.socket.remoteAddress ?? '';
      if (proxies.length === 0) return peer.startsWith('::ffff:') ? peer.slice(7) : peer;
      return clientAddress(peer, request.headers['x-forwarded-for']?.toString(), isTrusted);
    },
    standsForMany: (address) => isLoopbackPeer(address) || isTrusted(address),
  };
}
