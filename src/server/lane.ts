/**
 * The short lane: what frontends send all day (a POST of JSON that wants JSON back) goes to the pipeline without
 * Fetch objects in between. Everything else takes Yoga's own handler; answers are equal byte by byte.
 */
import type { GraphQLParams } from 'graphql-yoga';
import { type Answer, answerOf } from './answer.ts';
import { badRequest } from './mask-error.ts';
import { acceptedJson, type JsonMediaType } from './media-types.ts';
import { isStream, noteOutcome, operationRecord, type ServerContext } from './operation.ts';
import { type TrustedDocuments, trustedDocument } from './trusted-documents.ts';
import type { Pipeline } from './yoga.ts';

/** The JSON type to answer with, when the short lane can take the request; else null. */
export function laneFor(
  params: GraphQLParams,
  accept: string | undefined,
  trusted: TrustedDocuments | undefined,
): JsonMediaType | null {
  const text = trusted ? trustedDocument(trusted, params) : params.query;
  // The word is there in every subscription. Where it means something else, the long lane does no harm.
  if (typeof text === 'string' && text.includes('subscription')) return null;
  return acceptedJson(accept);
}

/** Runs an operation and answers. */
export async function runInLane(
  { run, maskError }: Pipeline,
  params: GraphQLParams,
  context: ServerContext,
  mediaType: JsonMediaType,
): Promise<Answer> {
  let result = await run(params, context);
  if (isStream(result)) {
    // Out of reach as long as `laneFor` holds; a stream must not be left open all the same.
    await result[Symbol.asyncIterator]().return?.();
    result = { errors: [maskError(badRequest('A stream needs "Accept: text/event-stream".', 406))] };
  }
  noteOutcome(operationRecord(context), result.errors);
  return answerOf(result, mediaType);
}
