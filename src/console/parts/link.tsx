/** A link to another place of the page, and one out of it into Asana. */
import type { AnchorHTMLAttributes, ReactNode } from 'react';
import { follow } from '../address.ts';
import { Icon } from './icon.tsx';

/** A link within the page: the address changes, nothing is loaded anew. */
export function Link({ href, ...rest }: AnchorHTMLAttributes<HTMLAnchorElement> & { readonly href: string }) {
  return <a href={href} onClick={follow} {...rest} />;
}

/** A link into Asana; its text alone where there is no address, or none of the web. */
export function AsanaLink(props: {
  readonly url: string | null | undefined;
  readonly className?: string;
  readonly children: ReactNode;
}) {
  if (!props.url || !/^https?:\/\//.test(props.url)) return props.children;
  return (
    <a href={props.url} className={props.className} target="_blank" rel="noreferrer">
      {props.children}
      <Icon name="out" />
      <span className="unseen"> (opens Asana in a new tab)</span>
    </a>
  );
}
