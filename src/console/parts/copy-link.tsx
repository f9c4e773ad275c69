/** Copies the link to what was made, which works for colleagues as well. */
import { useState } from 'react';
import { Icon } from './icon.tsx';

/** A button; nothing where there is no link, or no clipboard. */
export function CopyLink({ url }: { readonly url: string | null }) {
  const [copied, setCopied] = useState(false);
  if (!url || !navigator.clipboard) return null;
  return (
    <button
      type="button"
      className="quiet"
      onClick={() => {
        void navigator.clipboard.writeText(url).then(
          () => setCopied(true),
          () => setCopied(false),
        );
      }}
    >
      <Icon name="link" />
      {copied ? 'Link copied' : 'Copy the link'}
    </button>
  );
}
