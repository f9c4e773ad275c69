/**
 * What an Asana token or a gateway key may be made of: all that may stand behind `Bearer` in a header. Pure; knows
 * neither where one comes from nor what it opens.
 */

const VISIBLE = /^[\x21-\x7e]+$/;

/** Characters of a token at most; Asana's are far shorter. */
export const LONGEST_TOKEN = 4_096;

/** Whether a text can be a token: visible ASCII, not too long. */
export function isTokenText(text: string): boolean {
  return text.length <= LONGEST_TOKEN && VISIBLE.test(text);
}
