/**
 * Reads the JSON body of a request within a limit. What is over the limit is never kept.
 */
import type { IncomingMessage } from 'node:http';
import type { GraphQLParams } from 'graphql-yoga';
import type { GatewayError } from '../errors.ts';
import { type Limits, tooLarge } from './limits.ts';
import { badRequest } from './mask-error.ts';

/** Thrown when the caller left before its body was complete: nobody is there to answer. */
export class CallerGone extends Error {
  override readonly name = 'CallerGone';
}

/** The parameters in the body of a POST. Throws what to answer instead. */
export async function readParams(request: IncomingMessage, limits: Limits): Promise<GraphQLParams> {
  const body = await readBody(request, limits);
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('The body is no JSON.');
  }
  if (Array.isArray(parsed)) throw badRequest('Batching is not supported. Send one operation a request.');
  if (parsed === null || typeof parsed !== 'object') throw badRequest('The body must be one JSON object.');
  return parsed as GraphQLParams;
}

function readBody(request: IncomingMessage, limits: Limits): Promise<Buffer> {
  const announced = Number(request.headers['content-length'] ?? 0);
  if (announced > limits.bodyBytes) return Promise.reject(refusal(announced, limits));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const done = (settle: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose).off('error', onClose);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      if (size > limits.bodyBytes) done(() => reject(refusal(size, limits)));
      else chunks.push(chunk);
    };
    const onEnd = (): void => done(() => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks)));
    const onClose = (): void => done(() => reject(new CallerGone()));
    request.on('data', onData).on('end', onEnd).on('close', onClose).on('error', onClose);
  });
}

function refusal(size: number, limits: Limits): GatewayError {
  return tooLarge('bodyBytes', size, limits.bodyBytes);
}
