/**
 * The exports of organizations that were started in this browser: they are no jobs, so no list of Asana's or of the
 * gateway's leads back to them. Keeps their gids and when they were started, nothing of what is in them.
 */
import { browser } from '../storage.ts';

const KEY = 'organization-exports';
/** How many are kept; the oldest goes. */
const KEPT = 5;

/** One of them. */
export interface KeptExport {
  readonly gid: string;
  readonly organization: string;
  readonly startedAt: number;
}

/** Keeps one more. */
export function keepExport(gid: string, organization: string): void {
  const others = kept().filter((other) => other.gid !== gid);
  browser.set(KEY, JSON.stringify([{ gid, organization, startedAt: Date.now() }, ...others].slice(0, KEPT)));
}

/** Those of an organization, by its gid, newest first. */
export function keptExports(organization: string): readonly KeptExport[] {
  return kept().filter((each) => each.organization === organization);
}

function kept(): readonly KeptExport[] {
  try {
    return JSON.parse(browser.get(KEY) ?? '[]') as KeptExport[];
  } catch {
    return [];
  }
}
