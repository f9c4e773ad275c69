/**
 * The one token of the page. It lives in this tab; only when the person asks for it, in the browser. Requests
 * read it when they are sent, so a change counts from the next run on. Knows neither HTTP nor GraphQL.
 */
import type { Storage } from '@graphiql/toolkit';

/** Holds the token and whether to remember it. */
export interface TokenStore {
  read(): string;
  remembered(): boolean;
  write(token: string): void;
  remember(on: boolean): void;
}

const KEY = 'token';

/** Makes the token store: this tab's value first, then the remembered one, then the default. */
export function createTokenStore(tab: Storage, browser: Storage, defaultToken: string): TokenStore {
  let token = tab.getItem(KEY) ?? browser.getItem(KEY) ?? defaultToken;
  let remember = browser.getItem(KEY) !== null;
  return {
    read: () => token,
    remembered: () => remember,
    write(next) {
      token = cleanToken(next);
      tab.setItem(KEY, token);
      if (remember) browser.setItem(KEY, token);
    },
    remember(on) {
      remember = on;
      if (on) browser.setItem(KEY, token);
      else browser.removeItem(KEY);
    },
  };
}

/** Why a token cannot be sent as it is; undefined for one that can. */
export function tokenProblem(token: string): string | undefined {
  const odd = /[^\x21-\x7e]/u.exec(token)?.[0];
  if (odd === undefined) return undefined;
  const shown = /\s/.test(odd) ? 'a blank' : `the character ${odd}`;
  return `The token in the field at the top contains ${shown}, which no token does. Type or paste it again.`;
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
