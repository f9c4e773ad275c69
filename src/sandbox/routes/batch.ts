/**
 * `POST /batch`: up to ten actions in one call, each with a result of its own, in the order of the request.
 */
import { isTaskCount, type Load } from '../faults/limits.ts';
import { type Action, errorReply, Refusal, type Reply } from './action.ts';

const ACTIONS_MAX = 10;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'HEAD'];

/** An action of a batch, or the reason why it is none. */
export type BatchItem = { readonly action: Action } | { readonly refused: Reply; readonly action: Action };

/** Reads the actions of a batch; 400 for the whole when there are none or too many. */
export function readBatch(data: Readonly<Record<string, unknown>>): BatchItem[] {
  const actions = data.actions;
  if (!Array.isArray(actions) || actions.length === 0) throw new Refusal(400, 'actions: Missing input');
  if (actions.length > ACTIONS_MAX) {
    throw new Refusal(400, `actions: There is a limit of ${ACTIONS_MAX} actions per batch request`);
  }
  return actions.map((action: unknown) => readAction(action));
}

function readAction(value: unknown): BatchItem {
  const { relative_path: path, method, data, options } = asObject(value);
  const verb = typeof method === 'string' ? method.toUpperCase() : '';
  const isRead = verb === 'GET' || verb === 'HEAD';
  const parameters = asObject(data);
  const { fields, ...paging } = asObject(options);
  const action: Action = {
    method: verb,
    path: typeof path === 'string' ? path : '',
    query: isRead ? { ...texts(parameters, PARENT_ONLY), ...texts(paging, []) } : {},
    fields: Array.isArray(fields) ? fields.join(',') : undefined,
    data: isRead ? {} : parameters,
    batched: true,
  };
  const problem = problemOf(action, fields);
  return problem === undefined ? { action } : { action, refused: errorReply(400, problem) };
}

/** These belong into `options`; among the parameters they are ignored. */
const PARENT_ONLY = ['limit', 'offset', 'opt_fields', 'opt_pretty'];

function problemOf({ method, path }: Action, fields: unknown): string | undefined {
  if (!path.startsWith('/')) return 'relative_path: Missing input';
  if (path.includes('?')) return 'relative_path: Query parameters are not accepted here';
  if (!METHODS.includes(method)) return `method: Not a valid option: ${method}`;
  if (fields !== undefined && !Array.isArray(fields)) return 'options.fields: Not an array';
  if (path === '/batch') return 'relative_path: Batch requests cannot be nested';
  if (path.startsWith('/organization_exports')) return 'relative_path: Not allowed in a batch';
  return undefined;
}

/** What calls count as, whether they come in a batch or alone. */
export function weightOf(actions: readonly Action[]): Load {
  const reads = actions.filter(({ method }) => method === 'GET' || method === 'HEAD');
  const counts = reads.filter(({ path }) => isTaskCount(path)).length;
  return { reads: reads.length, writes: actions.length - reads.length, counts };
}

/** Joins the replies of a batch. A reply that never arrives takes the whole batch with it. */
export function joinReplies(replies: readonly Reply[]): Reply {
  const lost = replies.find((reply) => reply.sink !== undefined);
  if (lost) return lost;
  const data = replies.map(({ status, headers, body, raw }) => ({
    status_code: status,
    headers: 'location' in headers ? { location: headers.location } : {},
    body: raw ? String(raw.content) : (body ?? null),
  }));
  return { status: 200, headers: {}, body: { data } };
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

function texts(values: Record<string, unknown>, except: readonly string[]): Record<string, string> {
  const entries = Object.entries(values).filter(
    ([name, value]) => !except.includes(name) && value !== undefined && value !== null,
  );
  return Object.fromEntries(entries.map(([name, value]) => [name, String(value)]));
}
