/**
 * The way to Asana for a write: what is sent, what is asked of the reply, and the second call where one follows. Knows
 * no GraphQL.
 */
import { type FieldTree, fieldPaths, NO_FIELDS } from '../../asana/api/fields.ts';
import { fillPath } from '../../asana/api/ids.ts';
import { bodyOf, namesOf, pathOf } from '../../asana/api/write-body.ts';
import { type Write, type WriteName, writeOf } from '../../asana/api/writes.ts';
import type { CallContext, WriteAction } from '../../asana/client.ts';
import type { AsanaRecord } from '../../asana/reader.ts';
import { unreadable } from '../../asana/replies/replies.ts';
import { isRecord } from '../../json.ts';
import type { Starter } from '../../starts/start.ts';
import type { WriteJob, WriteWay } from '../../starts/write-run.ts';
import type { GatewayContext } from '../context.ts';
import { onBehalfOf } from '../operation.ts';

/** What came of a write: the gid of its object, and the object as far as Asana's reply was it. */
export interface WriteReply {
  readonly gid: string;
  readonly record: AsanaRecord | null;
}

/** A write put together: what it is, how it is sent, and what its reply was asked for. */
export interface PreparedWrite {
  readonly job: WriteJob;
  readonly way: WriteWay<WriteReply>;
  /** `PUT /tasks/1`. */
  readonly call: string;
  readonly asked: FieldTree;
}

/** What `sectionGid` may change of a task that was made before it was put there. */
const PLACED = ['memberships', 'projects', 'custom_fields', 'followers', 'modified_at', 'permalink_url'];

/** Puts a write together; its input has been looked at. */
export function prepareWrite(
  name: WriteName,
  input: WriteJob['input'],
  fields: FieldTree,
  by: Starter,
  context: GatewayContext,
): PreparedWrite {
  const write = writeOf(name);
  const { isRepeated, answer } = write;
  const path = pathOf(write, input);
  const call = `${write.method} ${path}`;
  const secondAt = secondInput(write);
  const isSecond = secondAt !== undefined && input[secondAt] != null;
  const asked = answer.isReply ? (isSecond ? without(fields, PLACED) : fields) : NO_FIELDS;
  const action: WriteAction = {
    method: write.method,
    path,
    route: write.path,
    body: bodyOf(write, input),
    fields: answer.isReply ? fieldPaths(asked) : [],
    removes: write.removes ?? false,
  };
  const { operation, signal } = context;
  const on: CallContext = { ...onBehalfOf(operation), priority: 'start', signal };
  const gidBefore = answer.gidOf === null ? null : String(input[answer.gidOf]);
  return {
    job: { write: name, input, names: namesOf(write), isRepeated, by },
    call,
    asked,
    way: {
      send: async () => {
        const { data } = isRepeated
          ? await context.services.client.write(action, on)
          : await context.services.client.start(
              { ...action, body: action.body ?? {}, hasGid: gidBefore === null },
              on,
            );
        return replyOf(data, gidBefore, answer.isReply, call);
      },
      second: isSecond
        ? (gid) => putIntoSection(String(input[secondAt]), gid, { ...on, signal: undefined }, context)
        : undefined,
      ...(secondAt !== undefined && { secondAt }),
      ownerOf: () => context.services.identities.ownerOf(context),
    },
  };
}

function secondInput({ input }: Pick<Write, 'input'>): string | undefined {
  return Object.keys(input).find((name) => input[name]?.in === 'second call');
}

/**
 * The reply as the object. What is made has a gid, else it was not taken for an answer; a write to something that
 * answers with nothing has written what its input names.
 */
function replyOf(data: unknown, gidBefore: string | null, isReply: boolean, call: string): WriteReply {
  const record = isReply && isRecord(data) && typeof data.gid === 'string' ? (data as AsanaRecord) : null;
  if (gidBefore === null) {
    const made = data as AsanaRecord;
    return { gid: made.gid, record: made };
  }
  if (record && record.gid !== gidBefore) throw unreadable(call, 'another record than the one written');
  return { gid: gidBefore, record };
}

/** Also for a caller that has left meanwhile: a task is not left half made. */
async function putIntoSection(
  section: string,
  task: string,
  on: CallContext,
  { services }: GatewayContext,
): Promise<void> {
  const route = '/sections/{gid}/addTask';
  const path = fillPath(route, section);
  await services.client.write({ method: 'POST', path, route, body: { task }, fields: [] }, on);
}

function without(fields: FieldTree, keys: readonly string[]): FieldTree {
  return Object.fromEntries(Object.entries(fields).filter(([key]) => !keys.includes(key)));
}
