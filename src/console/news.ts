/**
 * When what is shown may be old: another tab changed something, the page comes to the front again, or the connection is
 * there again. Knows nothing of what is shown.
 */
import { useEffect } from 'react';
import { namespace } from './config.ts';

/** Coming to the front is told by two events at once, and by every change of windows. */
const FRONT_PAUSE_MS = 10_000;
/** What failed for want of a connection is tried again after so long, if nothing says before that there is one. */
const TRY_AGAIN_MS = 20_000;

const CHANGED = 'changed';
const BACK = 'console:back';

const others = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`${namespace}:news`);

/** Tells the other tabs of this browser that something was changed here. */
export function tellOtherTabs(): void {
  others?.postMessage(CHANGED);
}

/** Tells this page that the connection is there again. */
export function tellBack(): void {
  dispatchEvent(new Event(BACK));
}

/** Calls when a list may have more in it than it shows. */
export function useNews(onNews: () => void): void {
  useEffect(() => {
    let toldAt = Date.now();
    const onFront = () => {
      if (document.visibilityState !== 'visible' || Date.now() - toldAt < FRONT_PAUSE_MS) return;
      toldAt = Date.now();
      onNews();
    };
    addEventListener('focus', onFront);
    document.addEventListener('visibilitychange', onFront);
    others?.addEventListener('message', onNews);
    return () => {
      removeEventListener('focus', onFront);
      document.removeEventListener('visibilitychange', onFront);
      others?.removeEventListener('message', onNews);
    };
  }, [onNews]);
}

/** Calls when what failed for want of a connection is worth another try. */
export function useReturn(isMissed: boolean, again: () => void): void {
  useEffect(() => {
    if (!isMissed) return;
    const timer = setTimeout(again, TRY_AGAIN_MS);
    addEventListener(BACK, again);
    addEventListener('online', again);
    return () => {
      clearTimeout(timer);
      removeEventListener(BACK, again);
      removeEventListener('online', again);
    };
  }, [isMissed, again]);
}
