/** Mistakes beside their field, or above the form. */
import { Icon } from './icon.tsx';

/** One line for each. */
export function Mistakes({ of }: { readonly of: readonly string[] }) {
  return of.map((text) => (
    <span key={text} role="alert" className="mistake">
      <Icon name="warning" />
      {text}
    </span>
  ));
}
