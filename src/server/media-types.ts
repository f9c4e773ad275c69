/**
 * What a caller sends and takes, read from `Content-Type` and `Accept`. Pure.
 */

/** The two JSON types of "GraphQL over HTTP". */
export type JsonMediaType = 'application/json' | 'application/graphql-response+json';

/** Whether a body may be read: `application/json`, in UTF-8 when it says so. */
export function isJsonContent(contentType: string | undefined): boolean {
  if (contentType === undefined) return false;
  if (contentType === 'application/json') return true;
  const [type, ...parameters] = contentType.toLowerCase().split(';');
  if (type?.trim() !== 'application/json') return false;
  return parameters.every((parameter) => {
    const [name, value = ''] = parameter.split('=');
    return name?.trim() !== 'charset' || /^\s*"?utf-?8"?\s*$/.test(value);
  });
}

/**
 * The JSON type to answer with, or null when the caller takes neither. Without preference it is `application/json`;
 * named types win over wildcards, higher `q` over lower, earlier over later.
 */
export function acceptedJson(accept: string | undefined): JsonMediaType | null {
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return 'application/json';
  let best: JsonMediaType | null = null;
  let bestRank = 0;
  for (const { type, quality } of acceptedTypes(accept)) {
    const named = type === 'application/json' || type === 'application/graphql-response+json';
    if (!named && type !== '*/*' && type !== 'application/*') continue;
    const rank = named ? 1 + quality : quality;
    if (quality > 0 && rank > bestRank) {
      bestRank = rank;
      best = named ? (type as JsonMediaType) : 'application/json';
    }
  }
  return best;
}

/** Whether this is a browser asking for a page. */
export function wantsPage(accept: string | undefined): boolean {
  return (
    accept?.includes('text/html') === true && acceptedTypes(accept).some(({ type }) => type === 'text/html')
  );
}

function acceptedTypes(accept: string): { type: string; quality: number }[] {
  return accept
    .toLowerCase()
    .split(',', 32)
    .map((entry) => {
      const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const charset = parameters.find((parameter) => parameter.startsWith('charset='));
      const quality = parameters.find((parameter) => parameter.startsWith('q='));
      // UTF-8 is all we speak: an entry that insists on something else is no match.
      if (charset && !/^charset="?utf-?8"?$/.test(charset)) return { type, quality: 0 };
      return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) || 0 };
    });
}
