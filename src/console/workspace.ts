/** The workspace the page is about: the one chosen last in this browser, else the first. */
import { useState } from 'react';
import type { WhoAmIQuery } from './generated/graphql.ts';
import { browser } from './storage.ts';

const KEY = 'workspace';

/** A workspace as the page knows it. */
export interface Workspace {
  readonly gid: string;
  readonly name: string;
  readonly isOrganization: boolean;
}

/** The workspaces of a person, and the one that is chosen. */
export function useWorkspace(data: WhoAmIQuery | undefined) {
  const [chosen, setChosen] = useState(() => browser.get(KEY));
  const workspaces: Workspace[] = (data?.workspaces?.nodes ?? []).flatMap((each) =>
    each
      ? [{ gid: each.gid, name: each.name ?? each.gid, isOrganization: each.isOrganization ?? false }]
      : [],
  );
  return {
    workspaces,
    workspace: workspaces.find(({ gid }) => gid === chosen) ?? workspaces[0],
    choose(gid: string) {
      browser.set(KEY, gid);
      setChosen(gid);
    },
  };
}
