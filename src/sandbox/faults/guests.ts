/**
 * Guests: users made on the fly, one for each token nobody handed out, so that any token works.
 */
import type { SandboxStore } from '../data/store.ts';

/** Adds the user of a token that was not seen before, a member of both workspaces; its gid. */
export function addGuest(store: SandboxStore, token: string): string {
  const workspaces = store.all('workspace');
  const number = store.all('user').length;
  const { gid } = store.add('user', {
    name: `Guest ${number}`,
    email: `guest-${number}@meridian-outdoor.example`,
    photo: null,
    home_gids: workspaces.map((workspace) => workspace.gid),
    custom_fields: [],
  });
  for (const workspace of workspaces) (workspace.data.members as string[]).push(gid);
  store.addToken(token, gid);
  return gid;
}
