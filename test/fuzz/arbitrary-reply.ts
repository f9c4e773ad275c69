/**
 * Replies that Asana would never send, by fast-check: any JSON in any place of a record, any status, any content type,
 * or no JSON at all. Every text in them carries a mark, so that it can be looked for where it must not be.
 */
import fc from 'fast-check';

/** Stands in every text of every reply. */
export const MARK = 'zqxmark';

/** A reply, made for the path that is asked. */
export interface FuzzReply {
  readonly status: number;
  readonly type: string;
  readonly body: (gid: string) => string;
}

const KEYS = [
  ...[
    'gid',
    'resource_type',
    'resource_subtype',
    'status',
    'name',
    'notes',
    'completed',
    'num_subtasks',
    'due_on',
  ],
  ...[
    'created_at',
    'assignee',
    'followers',
    'memberships',
    'project',
    'projects',
    'owner',
    'team',
    'custom_fields',
  ],
  ...['new_task', 'new_project', 'new_portfolio', 'new_project_template', 'new_graph_export', 'download_url'],
  ...[
    'workspace',
    'workspaces',
    'tags',
    'parent',
    'color',
    'enum_value',
    'number_value',
    'photo',
    'errors',
    'message',
  ],
  ...['data', 'next_page', 'offset', 'phrase', 'status_code', 'body', '__proto__', 'constructor', 'toString'],
];

const text = fc.oneof(
  fc.string({ maxLength: 12 }).map((each) => `${MARK}${each}`),
  fc.constantFrom('', 'task', 'project', 'portfolio', 'succeeded', 'in_progress', '2026-02-30', '5', '12'),
);
const leaf = fc.oneof(
  text,
  fc.constantFrom(null, true, false, 0, 1, 1.5, 3e9, -1, 2 ** 53, Number.MAX_VALUE),
  fc.integer(),
);
const { json } = fc.letrec<{ json: unknown }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    leaf,
    fc.array(tie('json'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('json'), { maxKeys: 8 }),
  ),
}));

const record = fc.dictionary(fc.constantFrom(...KEYS), json, { maxKeys: 12 });

const envelope: fc.Arbitrary<(gid: string) => unknown> = fc.oneof(
  { weight: 6, arbitrary: record.map((data) => (gid: string) => ({ data: { ...data, gid } })) },
  { weight: 2, arbitrary: record.map((data) => () => ({ data })) },
  { weight: 3, arbitrary: fc.array(json, { maxLength: 4 }).map((data) => () => ({ data, next_page: null })) },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.array(json, { maxLength: 3 }), json).map(([data, next_page]) => () => ({
      data,
      next_page,
    })),
  },
  { weight: 2, arbitrary: json.map((errors) => () => ({ errors })) },
  { weight: 1, arbitrary: json.map((value) => () => value) },
);

const body: fc.Arbitrary<(gid: string) => string> = fc.oneof(
  { weight: 8, arbitrary: envelope.map((make) => (gid: string) => JSON.stringify(make(gid))) },
  {
    weight: 1,
    arbitrary: envelope.map((make) => (gid: string) => `${JSON.stringify(make(gid))}<!-- ${MARK} -->`),
  },
  { weight: 1, arbitrary: text.map((each) => () => `<html>${each}</html>`) },
);

const status = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(200, 201) },
  { weight: 3, arbitrary: fc.constantFrom(400, 401, 402, 403, 404, 408, 413, 422, 425, 429, 451, 500, 503) },
  { weight: 1, arbitrary: fc.integer({ min: 200, max: 599 }) },
);

/** Any reply. */
export const reply: fc.Arbitrary<FuzzReply> = fc.record({
  status,
  type: fc.constantFrom('application/json', 'text/html', 'application/octet-stream', ''),
  body,
});

/** The results of a batch, also none, or other than there should be. */
export const results: fc.Arbitrary<{
  readonly replies: readonly FuzzReply[];
  readonly isTurned: boolean;
  readonly raw: unknown;
}> = fc.record({
  replies: fc.array(reply, { minLength: 10, maxLength: 10 }),
  isTurned: fc.boolean(),
  raw: fc.option(json, { freq: 6 }),
});
