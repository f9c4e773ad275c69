/** The one token of a gateway in service mode, with which every errand goes on, whoever asks. */
import type { AsanaToken } from '../asana/api/token.ts';
import type { ErrandTokens } from './tokens.ts';

/** The gateway's own token, whoever asks; the one of the moment. */
export function ownToken(current: () => AsanaToken): ErrandTokens {
  return {
    isOwn: true,
    keptMs: Number.POSITIVE_INFINITY,
    hold: () => true,
    drop: () => {},
    tokenOf: () => current(),
    isRefused: () => false,
    refusedFor: () => {},
  };
}
