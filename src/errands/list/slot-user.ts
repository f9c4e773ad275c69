/** Whose five slots a list takes its own from. Pure; knows no list. */
import { keyNameIn, ownerOfToken } from '../../starts/owner.ts';
import type { ItemAsker } from './work.ts';

/** Asana counts running jobs by user: all keys of the gateway's own token are one. */
export function slotUserOf({ owner, token }: ItemAsker): string {
  return keyNameIn(owner) === null ? owner : ownerOfToken(token.hash);
}
