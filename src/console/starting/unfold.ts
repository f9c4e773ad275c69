/** Opens what is folded when a field in it is wrong: a browser points at no field that nobody sees. */
import type { FormEvent } from 'react';

/** For `onInvalidCapture` of a `details`. */
export function unfold({ currentTarget }: FormEvent<HTMLDetailsElement>): void {
  currentTarget.open = true;
}
