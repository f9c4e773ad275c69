/**
 * What a start answers with once its gid is known: that much is always shown, whatever becomes of the rest. Knows how
 * the rest is read and what its absence means, not how starts are sent.
 */
import type { GraphQLResolveInfo } from 'graphql';
import { type FieldTree, fieldTree, NO_FIELDS } from '../../asana/api/fields.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { GatewayError, isGatewayError } from '../../errors.ts';
import {
  addLoaded,
  gidOf,
  known,
  type Ref,
  refOfGid,
  refOfLoaded,
  refOfNested,
} from '../asana-plugin/ref.ts';
import type { GatewayContext } from '../context.ts';

/** What a start makes at once: a job, or an organization export. */
export type StartedType = 'Job' | 'OrganizationExport';

/** What is known of a start that went through. */
export interface Started {
  readonly type: StartedType;
  readonly gid: string;
  /** When Asana answered, epoch milliseconds. */
  readonly at: number;
}

/** The reply of a start, and what it was asked for. */
export interface AskedReply {
  readonly record: AsanaRecord;
  /** The fields it was asked for; null where a reply says what it likes. */
  readonly asked: readonly string[] | null;
  readonly call: string;
}

/** What each cannot be without: a reply that was asked for it and has it not is no answer to what was asked. */
const STATE_KEYS: Readonly<Record<StartedType, string>> = { Job: 'status', OrganizationExport: 'state' };

/** The reply of a start as far as it goes. What was selected beyond it is read by gid where it is needed. */
export function startedRef({ type, at }: Started, { record, asked, call }: AskedReply): Ref<StartedType> {
  const stateKey = STATE_KEYS[type];
  const isWhole = asked !== null && (!asked.includes(stateKey) || record[stateKey] !== undefined);
  const ref = isWhole
    ? refOfLoaded(type, type, { data: record, asked: fieldTree(asked), call })
    : refOfNested(type, type, record, NO_FIELDS, { call });
  ref.observedAt = at;
  return ref;
}

/** A start repeated under its key, of which the gid is remembered. */
export function rememberedRef({ type, gid, at }: Started): Ref<StartedType> {
  const ref = refOfGid(type, type, gid);
  ref.observedAt = at;
  return ref;
}

/**
 * Makes ready to answer with what was started: the gid whatever happens, and the rest as it can be read. What no field
 * can do without is read at once; when that fails, what is missing stays missing, and is not asked for again.
 */
export async function answerWith(
  ref: Ref<StartedType>,
  fields: FieldTree,
  context: GatewayContext,
  info: GraphQLResolveInfo,
): Promise<void> {
  const gid = gidOf(ref);
  noteMade(gid, context, info);
  const isRemembered = ref.sources.length === 0;
  const lacksStatus = 'status' in fields && !known(ref, 'status');
  if (!lacksStatus && !(isRemembered && Object.keys(fields).length > 0)) return;
  try {
    addLoaded(ref, await context.reader.record(ref.type, gid, fields));
    ref.observedAt = context.services.now();
  } catch (error) {
    ref.lost = error;
  }
}

/** Something was started or made: errors below say so from now on. */
export function noteMade(gid: string, context: GatewayContext, info: GraphQLResolveInfo): void {
  context.started ??= new Map();
  context.started.set(rootKeyOf(info), gid);
}

/**
 * An error somewhere below a start that went through: it carries the gid, and is never worth a repetition, which would
 * start once more.
 */
export function asStarted(error: unknown, context: GatewayContext, info: GraphQLResolveInfo): unknown {
  const gid = context.started?.get(rootKeyOf(info));
  if (gid === undefined || !isGatewayError(error) || error.details.gid === gid) return error;
  const { status, upstreamMessages } = error;
  return new GatewayError(
    error.code,
    `${gid} was started, made or changed, but this could not be read of it: ${error.message}`,
    {
      retryable: false,
      details: { ...error.details, gid },
      upstreamMessages,
      cause: error.cause,
      ...(status !== undefined && { status }),
    },
  );
}

function rootKeyOf({ path }: GraphQLResolveInfo): string | number {
  let at = path;
  while (at.prev) at = at.prev;
  return at.key;
}
