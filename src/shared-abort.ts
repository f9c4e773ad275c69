/**
 * What ends many things at once, however many: Node takes eleven listeners of one signal for a leak, and says so. And
 * takes microseconds to add one and to take it away, so that one stands for all where they come and go with each request.
 */
import { setMaxListeners } from 'node:events';

/** A controller whose signal any number of things may listen to. */
export function sharedAbort(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}

/** Those who listen, by their signal, where one listener stands for them all. They are few: a list is quicker than a `Set`. */
const crowds = new WeakMap<AbortSignal, EventListenerObject[]>();

/** The same for a signal that is listened to again and again, for a moment each time. */
export function busyAbort(): AbortController {
  const controller = sharedAbort();
  const crowd: EventListenerObject[] = [];
  controller.signal.addEventListener('abort', (event) => {
    for (const listener of [...crowd]) listener.handleEvent(event);
  });
  crowds.set(controller.signal, crowd);
  return controller;
}

/** Tells a listener when a signal aborts. */
export function listen(signal: AbortSignal, listener: EventListenerObject): void {
  const crowd = crowds.get(signal);
  if (!crowd) signal.addEventListener('abort', listener);
  else if (!crowd.includes(listener)) crowd.push(listener);
}

/** Tells it no more. */
export function unlisten(signal: AbortSignal, listener: EventListenerObject): void {
  const crowd = crowds.get(signal);
  if (!crowd) {
    signal.removeEventListener('abort', listener);
    return;
  }
  const at = crowd.indexOf(listener);
  if (at >= 0) crowd.splice(at, 1);
}
