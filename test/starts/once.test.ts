import { describe, expect, test } from 'vitest';
import { GatewayError } from '../../src/errors.ts';
import { type Attempt, attemptTo, told } from '../../src/starts/attempt.ts';
import { memoryIdempotency } from '../../src/starts/idempotency.ts';
import { once } from '../../src/starts/once.ts';
import { type NamedInputs, userErrorsOf } from '../../src/starts/user-errors.ts';
import { silentTelemetry } from '../../src/telemetry.ts';

interface Comment {
  readonly gid: string;
  readonly text: string;
}

const NAMES: NamedInputs = {
  target: { field: 'taskGid', type: 'Task' },
  input: { text: { key: 'text' }, isPinned: { key: 'is_pinned' } },
};

/** A write that starts no job, under a key or without one. */
function comments() {
  const idempotency = memoryIdempotency();
  const sent: string[] = [];
  let repeated = 0;
  const parts = {
    idempotency,
    telemetry: silentTelemetry(),
    now: () => 1_000,
    repeated: () => (repeated += 1),
  };
  const add = (
    input: Record<string, unknown>,
    post: () => Promise<Comment> = async () => ({ gid: '70', text: 'Hello' }),
    signal?: AbortSignal,
    nullIsNothing = false,
  ): Promise<Attempt<Comment>> =>
    once(
      { mutation: 'addComment', input, nullIsNothing, owner: 'token:1', ownerOf: async () => 'user:1' },
      (owner) => {
        sent.push(owner);
        const explain = (error: unknown) => userErrorsOf(error, NAMES, input);
        return attemptTo(post, { explain, signal, now: parts.now });
      },
      parts,
    );
  return { add, sent, repeated: () => repeated };
}

const failing = (error: unknown) => async (): Promise<Comment> => {
  throw error;
};
const lost = new GatewayError('OUTCOME_UNKNOWN', 'the reply was lost');
const INPUT = { taskGid: '1', text: 'Hello', idempotencyKey: 'key' };

describe('a write that is no start', () => {
  test('is sent once under its key, and answered with its gid again', async () => {
    const { add, sent, repeated } = comments();
    const reply = { gid: '70', text: 'Hello' };
    const answered = { outcome: 'answered', gid: '70', at: 1_000, userErrors: [] };
    expect(await add(INPUT)).toEqual({ ...answered, reply });
    expect(await add(INPUT)).toEqual({ ...answered, reply: null });
    expect(sent).toEqual(['user:1']);
    expect(repeated()).toBe(1);
  });

  test('without a key is sent each time, for whoever is known without asking', async () => {
    const { add, sent } = comments();
    await add({ taskGid: '1' });
    await add({ taskGid: '1' });
    expect(sent).toEqual(['token:1', 'token:1']);
  });

  test('is refused with the mistakes Asana explains, and again', async () => {
    const { add, sent } = comments();
    const error = new GatewayError('BAD_USER_INPUT', 'refused', {
      status: 400,
      upstreamMessages: ['is_pinned: Expected a boolean'],
    });
    const refused = {
      outcome: 'refused',
      userErrors: [
        { code: 'BAD_USER_INPUT', message: 'is_pinned: Expected a boolean', field: ['input', 'isPinned'] },
      ],
    };
    expect(await add(INPUT, failing(error))).toEqual(refused);
    expect(await add(INPUT)).toEqual(refused);
    expect(sent).toHaveLength(1);
  });

  test('whose reply is lost is never sent again', async () => {
    const { add, sent } = comments();
    expect(await add(INPUT, failing(lost))).toEqual({ outcome: 'unknown', error: lost });
    expect(await add(INPUT)).toMatchObject({ outcome: 'unknown', error: { code: 'OUTCOME_UNKNOWN' } });
    expect(sent).toHaveLength(1);
  });

  test.each([
    ['a fault of the gateway', new RangeError('out of bounds'), 'unknown', 1],
    ['a limit', new GatewayError('RATE_LIMITED', 'later', { status: 429 }), 'failed', 2],
    ['a token that is refused', new GatewayError('UNAUTHENTICATED', 'no', { status: 401 }), 'failed', 2],
    ['a page that is not of Asana', new GatewayError('UPSTREAM_ERROR', 'no', { status: 404 }), 'failed', 2],
  ])(
    'that ends in %s is sent again only when it surely did not happen',
    async (_what, error, outcome, times) => {
      const { add, sent } = comments();
      expect(await add(INPUT, failing(error))).toEqual({ outcome, error });
      await add(INPUT);
      expect(sent).toHaveLength(times);
    },
  );

  test('whose caller left before it was sent leaves its key free', async () => {
    const { add, sent } = comments();
    const signal = AbortSignal.abort(new Error('left'));
    expect(await add(INPUT, failing(signal.reason), signal)).toMatchObject({ outcome: 'failed' });
    expect(await add(INPUT)).toMatchObject({ outcome: 'answered' });
    expect(sent).toHaveLength(2);
  });

  test.each(['', 'x'.repeat(256)])('with a key of the wrong length is not sent', async (idempotencyKey) => {
    const { add, sent } = comments();
    const attempt = await add({ ...INPUT, idempotencyKey });
    expect(attempt).toMatchObject({ outcome: 'failed', error: { code: 'BAD_USER_INPUT' } });
    expect(sent).toEqual([]);
  });

  test('is the same where null says nothing, whichever way an earlier version kept it', async () => {
    const { add, sent } = comments();
    const written = { ...INPUT, htmlText: null };
    // As versions kept it that told null from nothing.
    await add(written, undefined, undefined, false);
    expect(await add(written, undefined, undefined, true)).toMatchObject({ gid: '70' });
    await add({ ...INPUT, idempotencyKey: 'other' }, undefined, undefined, true);
    const again = { ...written, idempotencyKey: 'other' };
    expect(await add(again, undefined, undefined, true)).toMatchObject({ gid: '70' });
    expect(await add(again)).toMatchObject({ outcome: 'refused' });
    expect(sent).toHaveLength(2);
  });

  test('with a key that was used for something else is not sent', async () => {
    const { add, sent } = comments();
    await add(INPUT);
    expect(await add({ ...INPUT, text: 'Other' })).toMatchObject({
      outcome: 'refused',
      userErrors: [{ field: ['input', 'idempotencyKey'] }],
    });
    expect(sent).toHaveLength(1);
  });
});

test('what went wrong beside what was made is told with it, and again', async () => {
  const idempotency = memoryIdempotency();
  const userErrors = [
    { code: 'NOT_FOUND', message: 'section: Unknown object: 5', field: ['input', 'sectionGid'] },
  ] as const;
  const make = () =>
    once(
      { mutation: 'createTask', input: INPUT, owner: 'token:1', ownerOf: async () => 'user:1' },
      async () => ({ outcome: 'answered', gid: '71', at: 1, reply: { gid: '71' }, userErrors }),
      { idempotency, telemetry: silentTelemetry(), now: () => 2, repeated: () => {} },
    );
  expect(told(await make())).toMatchObject({ made: { gid: '71', reply: { gid: '71' } }, userErrors });
  expect(told(await make())).toMatchObject({ made: { gid: '71', at: 1, reply: null }, userErrors });
});
