/**
 * The content codings the gateway takes: what it says in `Accept-Encoding`, and how a body becomes text again within
 * a bound of bytes. Knows nothing of what bodies mean.
 */
import { promisify } from 'node:util';
import {
  brotliDecompress,
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createInflateRaw,
  gunzip,
  inflate,
  inflateRaw,
} from 'node:zlib';

/** What is said in `Accept-Encoding`, and taken. */
export const ACCEPTED_CODINGS = 'gzip, br, deflate';

/** Codings one body may be wrapped in; a server has no reason for more than one. */
const MOST_CODINGS = 2;
/** What unpacks to no more is unpacked in one go. Of what is longer it is told how long it is by then. */
const SHORT_BYTES = 128 * 1024;
/** Long bodies that are unpacked at once, as many as Node has threads for: each takes memory beside what it unpacks to. */
const LONG_AT_ONCE = 4;
const CHUNK_BYTES = 256 * 1024;

/** A body as text, or why it cannot be read. */
export type DecodedBody = { readonly text: string } | { readonly problem: BodyProblem };
export type BodyProblem = 'too large' | 'an unknown coding' | 'broken' | 'no room';

/** Told how many bytes a long body has unpacked to so far, before the first as well; false gives it up. */
export type Unpacking = (bytes: number) => boolean;

interface Coding {
  unpack(packed: Buffer, options: { maxOutputLength: number }): Promise<Buffer>;
  stream(options: { chunkSize: number }): ReturnType<typeof createGunzip>;
}

const GZIP: Coding = { unpack: promisify(gunzip), stream: createGunzip };
const BROTLI: Coding = { unpack: promisify(brotliDecompress), stream: createBrotliDecompress };
const ZLIB: Coding = { unpack: promisify(inflate), stream: createInflate };
const RAW: Coding = { unpack: promisify(inflateRaw), stream: createInflateRaw };

const CODINGS: Readonly<Record<string, (packed: Buffer) => Coding>> = {
  gzip: () => GZIP,
  'x-gzip': () => GZIP,
  br: () => BROTLI,
  // Servers send both, with and without zlib's own header, under this name.
  deflate: (packed) => (((packed[0] ?? 0) & 0x0f) === 8 ? ZLIB : RAW),
};

/** Unpacks a body, outermost coding first. What unpacks to more than `mostBytes` is given up on the way there. */
export async function decodeBody(
  body: Buffer,
  contentEncoding: string | undefined,
  mostBytes: number,
  unpacking: Unpacking = () => true,
): Promise<DecodedBody> {
  const codings = (contentEncoding ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length > MOST_CODINGS) return { problem: 'an unknown coding' };
  let bytes = body;
  for (const coding of codings.reverse()) {
    const of = Object.hasOwn(CODINGS, coding) ? CODINGS[coding] : undefined;
    if (!of) return { problem: 'an unknown coding' };
    // Some servers name a coding and send nothing, with a 204 for one.
    if (bytes.length === 0) break;
    try {
      const unpacked = await unpack(of(bytes), bytes, mostBytes, unpacking);
      if (!Buffer.isBuffer(unpacked)) return unpacked;
      bytes = unpacked;
    } catch {
      return { problem: 'broken' };
    }
  }
  return { text: bytes.toString('utf8') };
}

async function unpack(
  coding: Coding,
  packed: Buffer,
  mostBytes: number,
  unpacking: Unpacking,
): Promise<Buffer | { readonly problem: BodyProblem }> {
  try {
    return await coding.unpack(packed, { maxOutputLength: Math.min(SHORT_BYTES, mostBytes) });
  } catch (error) {
    if (!isTooLarge(error)) throw error;
  }
  return inTurn(() => unpackLong(coding, packed, mostBytes, unpacking));
}

async function unpackLong(
  { stream }: Coding,
  packed: Buffer,
  mostBytes: number,
  unpacking: Unpacking,
): Promise<Buffer | { readonly problem: BodyProblem }> {
  const chunks: Buffer[] = [];
  let size = 0;
  if (!unpacking(size)) return { problem: 'no room' };
  const chunked = stream({ chunkSize: CHUNK_BYTES });
  chunked.end(packed);
  // Leaving the loop ends the stream.
  for await (const chunk of chunked as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) return { problem: 'too large' };
    if (!unpacking(size)) return { problem: 'no room' };
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

let underWay = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(run: () => Promise<T>): Promise<T> {
  if (underWay < LONG_AT_ONCE) underWay += 1;
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else underWay -= 1;
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}
