/**
 * Reads the JSON body of a request within a limit. What is over the limit is never kept, what could not be
 * understood never read.
 */

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { GatewayError } from '../../errors.ts';
import type { HeldBytes, Holding } from '../../held-bytes.ts';
import { isRecord, parseJson } from '../../json.ts';
import { tooLarge } from '../operation/limits.ts';
import { badRequest } from '../operation/mask-error.ts';
import type { RawParameters } from '../operation/operation.ts';
import { unreadableType } from './media-types.ts';
import { askForBody } from './node-server.ts';

/** Thrown when the caller left before its body was complete: nobody is there to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** The body of a POST, come whole. Until its parameters are asked for it counts among those on their way. */
export interface Body {
  /** How long it is. */
  readonly bytes: number;
  /** Its parameters, once. Throws what to answer instead. */
  parameters(): RawParameters;
  /** It is not wanted any more. */
  drop(): void;
}

function parametersIn(bytes: Buffer): RawParameters {
  const body = withoutMark(bytes);
  if (!isUtf8(body)) throw badRequest('The body is not UTF-8.');
  const parsed = parseJson(body.toString('utf8'));
  if (parsed === undefined)
    throw badRequest(body.length === 0 ? 'The body is empty. Send JSON.' : 'The body is no JSON.');
  if (Array.isArray(parsed)) throw badRequest('Batching is not supported. Send one operation a request.');
  if (!isRecord(parsed)) throw badRequest('The body must be one JSON object.');
  return parsed as RawParameters;
}

function checkHeaders({ headers }: IncomingMessage): void {
  const unreadable = unreadableType(headers['content-type']);
  if (unreadable) throw badRequest(unreadable, 415);
  const { 'content-encoding': content, 'transfer-encoding': transfer } = headers;
  if (content !== undefined && !isPlain(content)) throw compressed('Content-Encoding');
  // Node takes the chunks apart, and nothing else.
  if (transfer !== undefined && !isPlain(transfer.replace(/\bchunked$/i, ''))) {
    throw compressed('Transfer-Encoding');
  }
}

/** Whether none of these codings changes a body. */
function isPlain(codings: string): boolean {
  return codings.split(',').every((coding) => /^\s*(identity)?\s*$/i.test(coding));
}

function compressed(header: string): Error {
  const message = `The body is compressed, and is not read. Send it as it is, without this "${header}".`;
  return badRequest(message, 415, { 'Accept-Encoding': 'identity' });
}

/** A leading byte-order mark is no mistake, and no JSON either. */
function withoutMark(body: Buffer): Buffer {
  return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
}

/** How a body is read. */
export interface BodyReading {
  readonly mostBytes: number;
  /** What has come of bodies that are not complete. */
  readonly unfinished: HeldBytes;
  /** When more of a body may be read, of which a piece has been; null: now. */
  readonly pace: () => Promise<void> | null;
}

/** Reads the body of a POST. What to answer instead is thrown, at once where the headers say it. */
export function readBody(
  request: IncomingMessage,
  { mostBytes, unfinished, pace }: BodyReading,
): Promise<Body> {
  checkHeaders(request);
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > mostBytes) throw refusal(announced, mostBytes);
  if (request.destroyed) throw new CallerGone();
  askForBody(request);
  return new Promise((resolve, reject) => {
    let chunks: Buffer[] | null = [];
    let size = 0;
    let holding: Holding | null = null;
    const inPieces = readInPieces(request, pace);
    const drop = (): void => {
      chunks = null;
      holding?.release();
    };
    const fail = (error: Error): void => {
      drop();
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      reject(error);
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > mostBytes) {
        fail(refusal(size, mostBytes));
        return;
      }
      chunks?.push(chunk);
      if (size === announced && chunks?.length === 1) return;
      holding ??= unfinished.open(() => fail(tooMuchUnfinished()));
      holding.hold(size + (chunks?.length ?? 0) * CHUNK_BYTES);
      if (chunks && size !== announced) inPieces(chunk);
    };
    const onEnd = (): void => {
      // Nothing comes after it but "close", which says nothing new then.
      request.off('close', onClose);
      resolve({
        bytes: size,
        parameters() {
          const whole = chunks;
          drop();
          if (!whole) throw tooMuchUnfinished(); // given up while it waited for its turn
          return parametersIn(whole.length === 1 ? whole[0]! : Buffer.concat(whole));
        },
        drop,
      });
    };
    const onClose = (): void => fail(new CallerGone());
    // Where nobody listens for an error, "close" comes all the same.
    request.on('data', onData).on('end', onEnd).on('close', onClose);
  });
}

/** A piece: as much as is read of a connection at once. */
const PIECE_BYTES = 64 << 10;

/**
 * Takes turns over a body: what is returned is told of each chunk, and stops reading after a piece until it may go on.
 * A thousand bodies that come at once would else be read in one turn of the event loop, before whoever comes next.
 */
export function readInPieces(request: IncomingMessage, pace: BodyReading['pace']): (chunk: Buffer) => void {
  let ofPiece = 0;
  return ({ length }) => {
    ofPiece += length;
    if (ofPiece < PIECE_BYTES / 2) return;
    ofPiece = 0;
    const turn = pace();
    if (!turn) return;
    request.pause();
    void turn.then(() => request.resume());
  };
}

function refusal(size: number, mostBytes: number): GatewayError {
  return tooLarge('bodyBytes', size, mostBytes);
}

/** What a chunk takes beside its bytes: a body that drips in is mostly that. */
const CHUNK_BYTES = 128;

function tooMuchUnfinished(): GatewayError {
  const message =
    'Too many bodies are on their way at once, and this is the largest. Send it again, in one go.';
  return new GatewayError('SERVICE_UNAVAILABLE', message, { details: { limit: 'unfinishedBytes' } });
}
