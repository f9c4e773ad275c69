/**
 * The files of a folder, listed once and sent with their compressed neighbours (`main.js.br`). Names carry a hash of the
 * content, so browsers keep them for good. Knows no page and no path; docs/decisions/0011 says why this is no library.
 */
import { createReadStream, existsSync, readdirSync, statSync } from 'node:fs';
import type { IncomingMessage, OutgoingHttpHeaders, ServerResponse } from 'node:http';
import path from 'node:path';
import { pipeline } from 'node:stream';

const MEDIA_TYPES: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.ttf': 'font/ttf',
};

/** Compressed neighbours of a file, the preferred one first. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/** One file and what else of it lies beside it, by content coding. Sizes in bytes. */
export interface StaticFile {
  readonly path: string;
  readonly mediaType: string;
  readonly size: number;
  readonly encoded: ReadonlyMap<string, { readonly path: string; readonly size: number }>;
}

/** By name: what is looked up here cannot lead out of the folder. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

/** The files of a folder whose kind is known; none where there is no such folder. */
export function listFiles(folder: string): StaticFiles {
  const names = new Set(existsSync(folder) ? readdirSync(folder) : []);
  const files = new Map<string, StaticFile>();
  for (const name of names) {
    const mediaType = MEDIA_TYPES[path.extname(name)];
    if (mediaType === undefined) continue;
    const file = path.join(folder, name);
    const encoded = new Map<string, { path: string; size: number }>();
    for (const { name: encoding, extension } of ENCODINGS) {
      if (!names.has(name + extension)) continue;
      encoded.set(encoding, { path: file + extension, size: statSync(file + extension).size });
    }
    files.set(name, { path: file, mediaType, size: statSync(file).size, encoded });
  }
  return files;
}

/**
 * Answers GET and HEAD with a file, in the first coding the caller takes; one that cannot be opened is left to
 * `failed`. Whoever leaves in the middle leaves no open file behind.
 */
export function sendFile(
  request: IncomingMessage,
  response: ServerResponse,
  file: StaticFile,
  headers: OutgoingHttpHeaders,
  failed: (error: Error) => void,
): void {
  const encoding = chooseEncoding(request.headers['accept-encoding'], file.encoded);
  const { path: source, size } = file.encoded.get(encoding ?? '') ?? file;
  const content = createReadStream(source);
  content.once('error', (error) => {
    if (!response.headersSent) failed(error);
  });
  content.once('open', () => {
    // An unread body would keep the connection from being used again.
    request.resume();
    response.writeHead(200, {
      ...headers,
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': file.mediaType,
      'content-length': size,
      ...(encoding !== undefined && { 'content-encoding': encoding }),
      vary: 'Accept-Encoding',
    });
    if (request.method === 'HEAD') {
      content.destroy();
      response.end();
    } else pipeline(content, response, () => {});
  });
}

/** The first encoding at hand that the `Accept-Encoding` header admits; undefined means plain. */
export function chooseEncoding(
  accepted: string | readonly string[] | undefined,
  available: { has(encoding: string): boolean },
): string | undefined {
  const admitted = new Set<string>();
  for (const entry of String(accepted ?? '').split(',')) {
    const [coding = '', ...parameters] = entry.split(';').map((part) => part.trim().toLowerCase());
    if (!parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter))) admitted.add(coding);
  }
  return ENCODINGS.map(({ name }) => name).find((name) => admitted.has(name) && available.has(name));
}
