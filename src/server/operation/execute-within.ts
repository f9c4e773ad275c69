/**
 * Executes an operation, or one event of a subscription, within what its answer may hold and what may be read for
 * it. What is over becomes one error in place of the whole result: nobody reads a hundred thousand of them.
 */
import { type ExecutionArgs, type ExecutionResult, execute, GraphQLError, type GraphQLSchema } from 'graphql';
import { GatewayError, isGatewayError } from '../../errors.ts';
import type { HeldBytes } from '../../held-bytes.ts';
import { errorBytes, FRAME_BYTES } from './answer-bytes.ts';
import { AnswerMeter, meterFields } from './answer-meter.ts';
import { type Limits, tooLarge } from './limits.ts';

/** What an operation is executed with. */
export interface Arguments extends ExecutionArgs {
  readonly contextValue: object;
  readonly hideSuggestions?: boolean;
  /** Bytes of the answer that no resolver counts: introspection. @default 0 */
  readonly settledBytes?: number;
}

/** A result, at once or later. */
export type Result = ExecutionResult | Promise<ExecutionResult>;

/** Executes; never throws for what is too large. */
export type Execute = (args: Arguments) => Result;

/** Makes the function, and makes the schema's fields count. `answers` holds those of all callers. `onRefused` hears of every result that is given up. */
export function createExecute(
  schema: GraphQLSchema,
  limits: Limits,
  answers: HeldBytes,
  onRefused: (error: GatewayError) => void,
): Execute {
  meterFields(schema);

  /** The result, unless it holds or has read too much. */
  function held(result: ExecutionResult, meter: AnswerMeter): ExecutionResult {
    meter.end();
    const refusal = meter.isGivenUp ? givenUp() : refusalOf(result, meter);
    if (!refusal) return result;
    if (!meter.isGivenUp) onRefused(refusal); // else it was counted as it was given up
    return { errors: [new GraphQLError(refusal.message, { originalError: refusal })], data: null };
  }

  function refusalOf({ errors }: ExecutionResult, meter: AnswerMeter): GatewayError | null {
    const count = Math.max(meter.errors, errors?.length ?? 0);
    if (count > limits.answerErrors) return tooLarge('answerErrors', count, limits.answerErrors);
    let bytes = meter.dataBytes;
    for (const error of errors ?? []) {
      if (isTooMuchRead(error.originalError)) return error.originalError;
      bytes += errorBytes(error, error.path);
    }
    return bytes > limits.answerBytes ? tooLarge('answerBytes', bytes, limits.answerBytes) : null;
  }

  return (args) => {
    const meter = new AnswerMeter(limits, FRAME_BYTES + (args.settledBytes ?? 0), answers);
    meter.putInto(args.contextValue);
    const result = execute(args);
    return result instanceof Promise ? result.then((late) => held(late, meter)) : held(result, meter);
  };
}

function isTooMuchRead(error: unknown): error is GatewayError {
  return isGatewayError(error) && error.code === 'QUERY_TOO_LARGE';
}

function givenUp(): GatewayError {
  const message =
    'The answers of all callers together have become too much, and this was the largest. Ask for less, or again later.';
  return new GatewayError('SERVICE_UNAVAILABLE', message, { details: { limit: 'unreadBytes' } });
}
