/**
 * A write as a mutation: its input looked at, carried out by `starts/`, and answered with its object as it is after
 * it. What a write is stands in `asana/api/writes.ts`.
 */
import type { GraphQLResolveInfo } from 'graphql';
import type { FieldTree } from '../../asana/api/fields.ts';
import { checkShape, problemsOf } from '../../asana/api/write-body.ts';
import { type WriteName, type WrittenType, writeOf } from '../../asana/api/writes.ts';
import { GatewayError } from '../../errors.ts';
import { type Answered, told } from '../../starts/attempt.ts';
import type { UserError } from '../../starts/user-errors.ts';
import { carryOutWrite, type WriteJob } from '../../starts/write-run.ts';
import { kindOf } from '../asana-plugin/nested.ts';
import { addLoaded, type Ref, refOfLoaded } from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';
import { starterOf } from '../operation.ts';
import { noteMade } from '../starts/started.ts';
import { type PreparedWrite, prepareWrite, type WriteReply } from './way.ts';

/** What came of a write: its object, or the gid of what is gone; and the caller's mistakes. */
export interface WriteResult {
  readonly written: Ref<WrittenType> | null;
  readonly gid: string | null;
  readonly userErrors: readonly UserError[];
}

/** Writes something. Throws everything that is not the caller's mistake on the write itself. */
export async function write(
  name: WriteName,
  input: WriteJob['input'],
  context: GatewayContext,
  fields: FieldTree,
  info: GraphQLResolveInfo,
): Promise<WriteResult> {
  const { services } = context;
  const by = starterOf(context.operation);
  const { input: inputs, rules = {}, answer, isRepeated } = writeOf(name);
  checkShape({ input: inputs }, input, ['input']);
  const problems = problemsOf({ input: inputs, rules }, input);
  if (problems.length > 0) return nothingWritten(problems.map(asUserError));
  const prepared = prepareWrite(name, input, fields, by, context);
  const attempt = await carryOutWrite(prepared.job, prepared.way, services).finally(() => {
    // Whatever was read before may have changed, also by a write that failed.
    context.reader.forget();
  });
  const { made, userErrors } = told(attempt);
  if (!made) return nothingWritten(userErrors);
  // To try again what makes something would make it twice.
  if (!isRepeated) noteMade(made.gid, context, info);
  const written = answer.type && refOf(answer.type, prepared, made);
  if (written) await readRest(written, fields, context);
  return { written, gid: made.gid, userErrors };
}

function nothingWritten(userErrors: readonly UserError[]): WriteResult {
  return { written: null, gid: null, userErrors };
}

function asUserError({ message, field }: ReturnType<typeof problemsOf>[number]): UserError {
  return { code: 'BAD_USER_INPUT', message, field: ['input', ...field] };
}

function refOf(
  type: WrittenType,
  { call, asked }: PreparedWrite,
  { gid, reply }: Answered<WriteReply>,
): Ref<WrittenType> {
  const kind = kindOf(type);
  if (reply?.record) return refOfLoaded(type, kind, { data: reply.record, asked, call });
  const ref: Ref<WrittenType> = { type, kind, gid, sources: [] };
  if (kind === null) ref.lost = notReadAgain(gid);
  return ref;
}

/** Asana has no route to one of these: what is known of one that was made under a key before is its gid. */
function notReadAgain(gid: string): GatewayError {
  return new GatewayError(
    'NOT_FOUND',
    `${gid} was made when this idempotencyKey was used first, and Asana has no route to read it again.`,
    { retryable: false, details: { gid } },
  );
}

/** Reads at once what Asana did not answer with. When that fails it is not asked for again: the write stands. */
async function readRest(ref: Ref, fields: FieldTree, context: GatewayContext): Promise<void> {
  const isWanted = Object.keys(fields).some((key) => key !== 'gid');
  if (!isWanted || ref.sources.length > 0 || ref.kind === null || ref.gid === null) return;
  try {
    addLoaded(ref, await context.reader.record(ref.kind, ref.gid, fields));
  } catch (error) {
    ref.lost = error;
  }
}
