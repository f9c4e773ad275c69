/**
 * Tells a person who looks elsewhere that a job is over: by a notification, once they have asked for it and the
 * browser lets us, and in the title of the tab. Knows nothing of how jobs are watched.
 */
import { useEffect, useRef, useState } from 'react';
import { addressOf, go } from '../address.ts';
import type { JobCardFragment } from '../generated/graphql.ts';
import { browser } from '../storage.ts';
import { useRunningInTitle } from '../title.ts';
import { isGoingOn, PHASE_WORDS, phaseOf, titleOf } from './job-state.ts';

const KEY = 'notices';

/** Whether notifications are asked for: `off` until then, `refused` where the browser does not let us. */
export type Notices = 'on' | 'off' | 'refused' | 'impossible';

/** The switch of the notifications. */
export function useNoticeSwitch(): [Notices, () => Promise<void>] {
  const [notices, setNotices] = useState(noticesNow);
  return [
    notices,
    async () => {
      if (notices === 'impossible') return;
      if (notices === 'on') browser.remove(KEY);
      else if ((await Notification.requestPermission()) === 'granted') browser.set(KEY, 'on');
      setNotices(noticesNow());
    },
  ];
}

function noticesNow(): Notices {
  if (typeof Notification === 'undefined' || !isSecureContext) return 'impossible';
  if (Notification.permission === 'denied') return 'refused';
  return Notification.permission === 'granted' && browser.get(KEY) === 'on' ? 'on' : 'off';
}

/** Watches the list for jobs that are over now and were not before, and counts in the title those that go on. */
export function useNotices(jobs: readonly JobCardFragment[]): void {
  const before = useRef(new Set<string>());
  useRunningInTitle(jobs.filter((job) => isGoingOn(phaseOf(job))).length);
  useEffect(() => {
    for (const job of jobs) {
      const goesOn = isGoingOn(phaseOf(job));
      if (goesOn) before.current.add(job.gid);
      else if (before.current.delete(job.gid)) {
        tell(`${PHASE_WORDS[phaseOf(job)]}: ${titleOf(job)}`, addressOf.job(job.gid));
      }
    }
  }, [jobs]);
}

/** Tells it, where somebody asked for that; a click leads to the address. */
export function tell(what: string, address: string): void {
  if (noticesNow() !== 'on') return;
  try {
    const notice = new Notification(what, { tag: address });
    notice.onclick = () => {
      focus();
      go(address);
    };
  } catch {
    // Phones have the name and refuse its use.
  }
}
