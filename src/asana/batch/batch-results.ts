/**
 * Which result of a batch answers which action. Asana answers in the order of the actions, but a result says nothing
 * of the action it belongs to; so a result that names another action's object shows that the order cannot be trusted,
 * and then only what can be told belongs to anybody. Pure.
 */

import { isRecord } from '../../json.ts';
import type { Reply } from '../replies/replies.ts';
import { wordsOf } from '../replies/words.ts';
import { expectedOf, type ReadAction } from './actions.ts';

/** An unreadable result, or null for an action whose result cannot be told: it has to be read alone. */
export type PlacedResult = Reply | 'unreadable' | null;

/** Results in the order of the actions, and whether that is the order in which they came. */
export interface PlacedResults {
  readonly placed: readonly PlacedResult[];
  readonly inOrder: boolean;
}

/**
 * Results in the order of the actions. A record is known by its gid, a refusal by the gid in its words, the last one
 * left by what is left; lists, counts and `me` name nothing.
 */
export function placeResults(
  actions: readonly ReadAction[],
  results: readonly (Reply | null)[],
): PlacedResults {
  const asked = actions.map(gidOf);
  const said = results.map((result) => gidIn(result, asked));
  const inOrder = said.every((gid, at) => gid === null || asked[at] === gid || !isOfAnother(gid, at, asked));
  if (inOrder) return { placed: results.map((result) => result ?? 'unreadable'), inOrder };

  const placed: PlacedResult[] = actions.map(() => null);
  const taken = new Set<number>();
  for (const [at, gid] of asked.entries()) {
    const from = gid === null ? -1 : said.findIndex((each, index) => each === gid && !taken.has(index));
    if (from < 0) continue;
    taken.add(from);
    placed[at] = results[from] ?? null;
  }
  const openActions = [...placed.keys()].filter((at) => placed[at] === null);
  const openResults = [...results.keys()].filter((index) => !taken.has(index));
  const [at] = openActions;
  const [index] = openResults;
  if (openActions.length === 1 && at !== undefined && index !== undefined && said[index] === null) {
    placed[at] = results[index] ?? 'unreadable';
  }
  return { placed, inOrder };
}

/** Whether a result of this action says that it is one. */
export function namesItself(action: ReadAction): boolean {
  return gidOf(action) !== null;
}

/** Whether a gid belongs to another action than the one at this place. */
function isOfAnother(gid: string, at: number, asked: readonly (string | null)[]): boolean {
  return asked.some((other, index) => index !== at && other === gid);
}

function gidOf(action: ReadAction): string | null {
  const { gid } = expectedOf(action);
  return typeof gid === 'string' ? gid : null;
}

/** The asked gid that a result names; null when it names none, or more than one. */
function gidIn(result: Reply | null, asked: readonly (string | null)[]): string | null {
  if (!result || !isRecord(result.json)) return null;
  const { data } = result.json;
  if (isRecord(data)) return typeof data.gid === 'string' ? data.gid : null;
  const numbers = new Set(
    wordsOf(result.json, '', (text) => text).messages.flatMap((message) => message.match(/\d+/g) ?? []),
  );
  const named = [...new Set(asked)].filter((gid) => gid !== null && numbers.has(gid));
  return named.length === 1 ? (named[0] ?? null) : null;
}
