/** How many bytes a text has in an answer. Pure. */

/** What JSON writes otherwise than it is: quotes, backslashes, control characters, halves of surrogate pairs. */
const WRITTEN_OTHERWISE = /["\\\p{Cc}\p{Surrogate}]/u;
/** Below this length looking at each character is faster than calling out of JavaScript. */
const SHORT = 48;

/** Between these lengths what a text came to is remembered: the same one may be asked for under many names. */
const LONG = 4_096;
const LONGEST_KEPT = 1 << 20;
let last = { text: '', bytes: 2 };

/** Bytes of a text in UTF-8 as `JSON.stringify` writes it, its quotes included. */
export function jsonBytes(text: string): number {
  if (text.length <= SHORT && isPlain(text)) return text.length + 2;
  if (text.length < LONG || text.length > LONGEST_KEPT) return counted(text);
  if (text !== last.text) last = { text, bytes: counted(text) };
  return last.bytes;
}

function counted(text: string): number {
  if (!WRITTEN_OTHERWISE.test(text)) return Buffer.byteLength(text) + 2;
  return Buffer.byteLength(JSON.stringify(text));
}

function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit > 0x7e || unit === 0x22 || unit === 0x5c) return false;
  }
  return true;
}
