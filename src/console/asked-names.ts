/** The names that were asked for, by job: a job that fails has made nothing that could tell it from another. */
const KEY = 'asked-names';
const KEPT = 50;

/** Remembers, in this tab, what a job was asked to make. */
export function rememberName(gid: string, name: string): void {
  const others = read().filter(([other]) => other !== gid);
  sessionStorage.setItem(KEY, JSON.stringify([[gid, name], ...others].slice(0, KEPT)));
}

/** The name a job was asked to use; undefined for jobs of other tabs. */
export function askedName(gid: string): string | undefined {
  return read().find(([other]) => other === gid)?.[1];
}

function read(): [gid: string, name: string][] {
  return JSON.parse(sessionStorage.getItem(KEY) ?? '[]');
}
