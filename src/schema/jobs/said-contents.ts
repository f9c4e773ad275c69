/** What is said of the contents in one answer of one job, so that two fields say the same. Knows not how it is found. */
import type { Contents } from '../../contents/counted.ts';
import type { Ref } from '../asana-plugin/ref.ts';

const said = new WeakMap<Ref, Promise<Contents | null>>();

/** What was said already, or what is found now. */
export function saidContents(ref: Ref, find: () => Promise<Contents | null>): Promise<Contents | null> {
  const contents = said.get(ref) ?? find();
  said.set(ref, contents);
  return contents;
}

/** An event brings along what was counted. */
export function tellContents(ref: Ref, contents: Contents | null): void {
  said.set(ref, Promise.resolve(contents));
}
