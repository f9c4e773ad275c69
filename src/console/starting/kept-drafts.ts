/** What jobs of this tab were started with, so that each can be started again as it was. Knows no form. */
import { tab } from '../storage.ts';
import { completeDraft, type Draft } from './draft.ts';

const KEY = 'drafts';
/** How many are kept; the oldest goes. */
const KEPT = 50;

/** Keeps, in this tab, what a job was started with. */
export function keepDraft(job: string, draft: Draft): void {
  const others = keptDrafts().filter(([other]) => other !== job);
  tab.set(KEY, JSON.stringify([[job, draft], ...others].slice(0, KEPT)));
}

/** What a job was started with; undefined for jobs of other tabs. */
export function keptDraft(job: string): Draft | undefined {
  const draft = keptDrafts().find(([other]) => other === job)?.[1];
  return draft && completeDraft(draft);
}

function keptDrafts(): [job: string, draft: Draft][] {
  try {
    return JSON.parse(tab.get(KEY) ?? '[]') as [string, Draft][];
  } catch {
    return [];
  }
}
