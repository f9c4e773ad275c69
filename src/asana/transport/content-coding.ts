/**
 * The content codings the gateway takes: what it says in `Accept-Encoding`, and how a body becomes text again within
 * a bound of bytes. Knows nothing of what bodies mean.
 */
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** What is said in `Accept-Encoding`, and taken. */
export const ACCEPTED_CODINGS = 'gzip, br, deflate';

/** Codings one body may be wrapped in; a server has no reason for more than one. */
const MOST_CODINGS = 2;

/** A body as text, or why it cannot be read. */
export type DecodedBody = { readonly text: string } | { readonly problem: BodyProblem };
export type BodyProblem = 'too large' | 'an unknown coding' | 'broken';

type Unpack = (packed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>;

const unpackGzip: Unpack = promisify(gunzip);
const unpackBrotli: Unpack = promisify(brotliDecompress);
const unpackZlib: Unpack = promisify(inflate);
const unpackRaw: Unpack = promisify(inflateRaw);

const CODINGS: Readonly<Record<string, Unpack>> = {
  gzip: unpackGzip,
  'x-gzip': unpackGzip,
  br: unpackBrotli,
  // Servers send both, with and without zlib's own header, under this name.
  deflate: (packed, options) =>
    ((packed[0] ?? 0) & 0x0f) === 8 ? unpackZlib(packed, options) : unpackRaw(packed, options),
};

/** Unpacks a body, outermost coding first. What unpacks to more than `mostBytes` is given up on the way there. */
export async function decodeBody(
  body: Buffer,
  contentEncoding: string | undefined,
  mostBytes: number,
): Promise<DecodedBody> {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MOST_CODINGS) return { problem: 'an unknown coding' };
  let bytes = body;
  for (const coding of codings.reverse()) {
    if (!Object.hasOwn(CODINGS, coding)) return { problem: 'an unknown coding' };
    // Some servers name a coding and send nothing, with a 204 for one.
    if (bytes.length === 0) break;
    try {
      bytes = (await CODINGS[coding]?.(bytes, { maxOutputLength: mostBytes })) ?? bytes;
    } catch (error) {
      const tooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      return { problem: tooLarge ? 'too large' : 'broken' };
    }
  }
  return { text: bytes.toString('utf8') };
}
