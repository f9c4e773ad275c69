/**
 * Where a request comes from. `X-Forwarded-For` counts only as far as trusted proxies vouch for it.
 * Pure; must not know requests.
 */
import ipaddr from 'ipaddr.js';

/** Says whether an address belongs to a trusted proxy. */
export type TrustedProxies = (address: string) => boolean;

/** Reads addresses and CIDRs; throws with the wrong entry's text. */
export function trustedProxies(entries: readonly string[]): TrustedProxies {
  const ranges = entries.map((entry) => {
    try {
      if (entry.includes('/')) return ipaddr.parseCIDR(entry);
      const address = ipaddr.process(entry);
      return [address, address.kind() === 'ipv4' ? 32 : 128] as const;
    } catch {
      throw new Error(`"${entry}" is neither an address nor a CIDR such as 10.0.0.0/8`);
    }
  });
  return (text) => {
    const address = parsed(text);
    return (
      address !== null &&
      ranges.some(([network, bits]) => network.kind() === address.kind() && address.match(network, bits))
    );
  };
}

/** The right-most hop that is no trusted proxy; the peer itself when it is not trusted. */
export function clientAddress(
  peer: string,
  forwardedFor: string | undefined,
  isTrusted: TrustedProxies,
): string {
  let client = parsed(peer)?.toString() ?? peer;
  if (forwardedFor === undefined || !isTrusted(client)) return client;
  for (const hop of forwardedFor.split(',').slice(-32).reverse()) {
    const address = parsed(withoutPort(hop.trim()));
    // What a trusted proxy reports and nobody can read is worth no more than the proxy's own address.
    if (address === null) return client;
    client = address.toString();
    if (!isTrusted(client)) return client;
  }
  return client;
}

/** What one client surely has at its disposal: an IPv4 address, or the 2^64 addresses of an IPv6 network. */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const known = parsed(address);
  if (known === null || known instanceof ipaddr.IPv4) return address;
  const network = known.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}

/** Whether an address is this machine's own. */
export function isLoopbackPeer(address: string): boolean {
  return parsed(address)?.range() === 'loopback';
}

function withoutPort(hop: string): string {
  const bracketed = /^\[([^\]]+)\](?::\d+)?$/.exec(hop);
  if (bracketed) return bracketed[1]!;
  return /^\d+\.\d+\.\d+\.\d+:\d+$/.test(hop) ? hop.slice(0, hop.indexOf(':')) : hop;
}

function parsed(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}
