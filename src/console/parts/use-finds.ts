/** What a picker offers: what Asana finds by a name, what a pasted link or gid names, an e-mail address as it is. */
import { useEffect, useState } from 'react';
import { useQuery } from 'urql';
import { Find, Named } from '../documents/pickers.ts';
import type { FindQuery, TypeaheadType } from '../generated/graphql.ts';

/** What can be picked. */
export type Pickable = Exclude<TypeaheadType, 'TAG'>;

/** One object on offer. */
export interface Found {
  readonly gid: string;
  readonly name: string;
  /** What tells it from another of its name. */
  readonly about?: string | undefined;
}

/** Long enough to type on, short enough not to be noticed. */
const PAUSE_MS = 160;

/** Looks for what was typed, once the typing rests. */
export function useFinds(asked: { type: Pickable; workspace: string; query: string; pause: boolean }) {
  const { type, workspace, pause } = asked;
  const query = useRested(asked.query.trim());
  const gid = gidIn(query, type);
  const [finds] = useQuery({
    query: Find,
    variables: { workspace, query, type },
    pause: pause || gid !== null,
  });
  const [named] = useQuery({
    query: Named,
    variables: {
      gid: gid ?? '',
      project: type === 'PROJECT',
      projectTemplate: type === 'PROJECT_TEMPLATE',
      portfolio: type === 'PORTFOLIO',
      task: type === 'TASK',
      team: type === 'TEAM',
    },
    pause: pause || gid === null || type === 'USER',
  });
  const found: Found[] = [];
  if (gid !== null) {
    const { project, projectTemplate, portfolio, task, team } = named.data ?? {};
    const one = project ?? projectTemplate ?? portfolio ?? task ?? team;
    if (one) found.push({ gid: one.gid, name: one.name ?? one.gid });
  } else {
    if (type === 'USER' && /^\S+@\S+\.\S+$/.test(query)) {
      found.push({ gid: query, name: query, about: 'this e-mail address' });
    }
    found.push(...offers(finds.data));
  }
  const [state] = gid === null ? [finds] : [named];
  return {
    found,
    fetching: state.fetching || asked.query.trim() !== query,
    failed: state.error !== undefined && !state.data,
  };
}

function offers(data: FindQuery | undefined): Found[] {
  return (data?.workspace?.typeahead ?? []).flatMap((each) => {
    if (!each || !('gid' in each)) return [];
    const name = each.name ?? each.gid;
    switch (each.__typename) {
      case 'Project':
      case 'ProjectTemplate':
        return [{ gid: each.gid, name, about: each.team?.name ?? undefined }];
      case 'Task':
        return [{ gid: each.gid, name, about: each.projects?.[0]?.name ?? undefined }];
      case 'User':
        return [{ gid: each.gid, name, about: each.email ?? undefined }];
      default:
        return [{ gid: each.gid, name }];
    }
  });
}

/** The gid in a link of Asana's, old or new, or the gid itself; null for anything else. */
export function gidIn(text: string, type: Pickable): string | null {
  if (/^\d{6,}$/.test(text)) return text;
  if (!/^https?:\/\//.test(text)) return null;
  const numbers = text.match(/\d{6,}/g) ?? [];
  const ways: Partial<Record<Pickable, RegExp>> = {
    PROJECT: /\/project\/(\d+)|\/0\/(\d+)/,
    TASK: /\/task\/(\d+)|\/0\/\d+\/(\d+)/,
    PORTFOLIO: /\/portfolio\/(\d+)/,
  };
  const match = ways[type]?.exec(text);
  return match?.[1] ?? match?.[2] ?? numbers.at(-1) ?? null;
}

/** A value once it has not changed for a moment; the first one at once. */
function useRested(value: string): string {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return rested;
}
