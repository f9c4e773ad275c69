/** What went wrong, or wants a look, in a box of its own. Knows no form: mistakes beside a field are `Mistakes`. */
import type { ReactNode } from 'react';
import type { CombinedError } from 'urql';
import { explain, type Mistake, readable } from '../errors.ts';
import { Icon } from './icon.tsx';

interface NoticeProps {
  /** Something is wrong, or somebody should look. */
  readonly look?: 'bad' | 'warn';
  /** It is told to those who listen as soon as it is there; else they come across it. @default true */
  readonly isNews?: boolean;
  /** The way to go on, beside the words. */
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

/** The box. */
export function Notice({ look = 'bad', isNews = true, action, children }: NoticeProps) {
  return (
    <div className={`notice ${look}`} role={isNews ? 'alert' : undefined}>
      <Icon name="warning" />
      <div>{children}</div>
      {action}
    </div>
  );
}

/** Why something did not happen: what it failed with, what Asana objected to. Nothing where it did. */
export function Refusals(props: {
  readonly error?: CombinedError | undefined;
  readonly mistakes?: readonly (Mistake | null | undefined)[];
}) {
  const { error, mistakes = [] } = props;
  const objections = mistakes.flatMap((mistake) => (mistake ? [readable(mistake)] : []));
  const words = [...(error ? [explain(error)] : []), ...objections];
  return [...new Set(words)].map((each) => (
    <Notice key={each}>
      <p>{each}</p>
    </Notice>
  ));
}
