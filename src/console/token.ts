/**
 * The one token of the page. It lives in this tab; only when the person asks for it, in the browser. GraphiQL keeps
 * its token in the same place, so that one is typed once. Knows neither HTTP nor GraphQL.
 */
import { config } from './config.ts';
import { browser, tab } from './storage.ts';

const KEY = 'token';

/** The token to send; null where the gateway needs none, or nobody has brought one. */
export function readToken(): string | null {
  return tab.get(KEY) ?? browser.get(KEY) ?? (config.defaultToken || null);
}

/** Keeps a token. */
export function keepToken(token: string, remember: boolean): void {
  tab.set(KEY, token);
  if (remember) browser.set(KEY, token);
  else browser.remove(KEY);
}

/** Forgets it in this tab and in the browser. */
export function forgetToken(): void {
  tab.remove(KEY);
  browser.remove(KEY);
}

/**
 * Takes off what comes along when a whole header, a line of a shell or a cell of a document is copied: quotes, the
 * header's name, `Bearer`, as often as they are there, and characters that nobody sees.
 */
export function cleanToken(typed: string): string {
  let before = '';
  let token = typed.replace(/\p{Cf}/gu, '').trim();
  while (token !== before) {
    before = token;
    token = token
      .replace(/\s\\$/, '')
      .replace(/^(?:-H|--header)\s+/, '')
      .replace(/^(["'`])(.*)\1$/, '$2')
      .replace(/^authorization\s*:\s*/i, '')
      .replace(/^bearer:?\s+/i, '')
      .trim();
  }
  return token;
}

/** Why a token cannot be sent as it is; undefined for one that can. */
export function tokenProblem(token: string): string | undefined {
  if (token === '') return 'Paste it here first.';
  return /[^\x21-\x7e]/u.test(token)
    ? 'There is a blank or another odd character in it. Paste it again.'
    : undefined;
}
