/**
 * The belt under the braces: whatever looks like a token is taken out of text before it is written.
 * Nothing may rely on it; secrets do not belong in a log call in the first place.
 */

const REDACTED = '[redacted]';

/**
 * What a token looks like: an Authorization value, an Asana personal token, a JWT, a password in a URL. Each begins
 * only where the run of characters it takes begins, so that no text, however made, takes more than linear time; and
 * is looked for only where its sign is, since nearly every line has none of them.
 */
const PATTERNS: readonly { sign: string | RegExp; pattern: RegExp; replacement: string }[] = [
  { sign: /b(?:earer|asic)/i, pattern: /\b(bearer|basic)\s+[^\s"'\\,[\]]+/gi, replacement: `$1 ${REDACTED}` },
  { sign: '/', pattern: /\b[0-9]\/[0-9]{4,}(?:\/[0-9]+)?:[0-9a-zA-Z]{8,}/g, replacement: REDACTED },
  { sign: 'eyJ', pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}(?:\.[\w-]+)?/g, replacement: REDACTED },
  {
    sign: '://',
    pattern: /(?<![\w+.-])([a-z][a-z0-9+.-]*:\/\/[^\s:@/"]*:)[^\s@/"]+@/gi,
    replacement: `$1${REDACTED}@`,
  },
];

/** A function that redacts token-like text and the given exact secrets (as they are and as JSON writes them). */
export function createRedactor(secrets: readonly string[]): (text: string) => string {
  const exact = secrets
    .flatMap((secret) => [secret, JSON.stringify(secret).slice(1, -1)])
    .filter((secret) => secret.length >= 4);
  return (text) => {
    let result = text;
    for (const secret of exact) result = result.replaceAll(secret, REDACTED);
    for (const { sign, pattern, replacement } of PATTERNS) {
      const isNear = typeof sign === 'string' ? result.includes(sign) : sign.test(result);
      if (isNear) result = result.replace(pattern, replacement);
    }
    return result;
  };
}
