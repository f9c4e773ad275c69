/** What ends many things at once, however many: Node takes eleven listeners of one signal for a leak, and says so. */
import { setMaxListeners } from 'node:events';

/** A controller whose signal any number of things may listen to. */
export function sharedAbort(): AbortController {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  return controller;
}
