import { describe, expect, test } from 'vitest';
import { WRITES, type WriteName, writeOf } from '../../../src/asana/api/writes.ts';
import { REFUSALS } from '../../support/refusals.ts';
import { withSandbox } from '../with-sandbox.ts';
import { type WriteCase, writeCases, writeMutationOf } from './write-cases.ts';

const gateway = withSandbox();
const NAMES = Object.keys(WRITES) as WriteName[];
const caseOf = (name: WriteName): WriteCase => writeCases(gateway)[name];

async function writeIt(
  name: WriteName,
  selection: string,
  input = caseOf(name).input,
  token?: string | null,
) {
  const { field, type } = writeOf(name).answer;
  const document = writeMutationOf(name, field, type === null ? '' : selection);
  const answer = await gateway.run(document, { input }, token);
  return { ...answer, written: answer.data.written };
}

describe.each(NAMES)('%s', (name) => {
  const { method, answer, isRepeated } = writeOf(name);
  const spoil = (fault: object, times = 1) =>
    gateway.sandbox.fail({ match: { method, path: caseOf(name).path }, times, fault: fault as never });

  test('is one call with exactly this path, body and fields, and answers with the object', async () => {
    const { shows, path, body } = caseOf(name);
    const { written, errors, calls } = await writeIt(name, shows.selection);
    expect(errors).toEqual([]);
    expect(written).toEqual({ result: shows.answer, userErrors: [] });
    const head = `${method} ${path}${answer.isReply ? ` [${shows.fields}]` : ''}`;
    expect(calls[0]?.slice(0, head.length)).toBe(head);
    expect(JSON.parse(calls[0]?.slice(head.length) || 'null')).toEqual(body);
    const isRead = !answer.isReply && answer.type !== null;
    const gid = caseOf(name).input[answer.gidOf ?? ''];
    const read = `GET /${answer.type?.toLowerCase()}s/${gid} [${shows.fields}]`;
    expect(calls.slice(1)).toEqual(isRead ? [read] : []);
  });

  test.each(REFUSALS)('refused with %i is a userError', async (status, code) => {
    spoil({ status, body: { errors: [{ message: 'No, said Asana' }, { message: 'And no again' }] } });
    const { written, errors, calls } = await writeIt(name, 'gid');
    expect(errors).toEqual([]);
    expect(written).toEqual({
      result: null,
      userErrors: [
        { code, message: 'No, said Asana', field: null },
        { code, message: 'And no again', field: null },
      ],
    });
    expect(calls).toHaveLength(1);
  });

  test('of an unknown object is a userError at its gid', async () => {
    const { input, targetField } = caseOf(name);
    const { written } = await writeIt(name, 'gid', { ...input, [targetField]: '404404' });
    expect(written).toMatchObject({
      result: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', targetField] }],
    });
  });

  test('without a token is not sent', async () => {
    const { data, errors, calls } = await writeIt(name, 'gid', caseOf(name).input, null);
    expect(data).toEqual({ written: null });
    expect(errors).toMatchObject([{ code: 'UNAUTHENTICATED' }]);
    expect(calls).toEqual([]);
  });

  if (isRepeated)
    test('is sent again when its reply is lost', async () => {
      spoil({ kind: 'reset' });
      const { written, errors, calls } = await writeIt(name, 'gid');
      expect(errors).toEqual([]);
      // What is deleted is gone by now, in these tests.
      const isGone = name === 'deleteTask' || name === 'removeItemFromPortfolio';
      expect(written.userErrors).toEqual([]);
      expect(written.result).not.toBeNull();
      expect(calls).toHaveLength(2);
      expect(gateway.sandbox.calls.at(-1)?.status).toBe(isGone ? 404 : 200);
    });
  else
    test('is sent once, and its outcome unknown when its reply is lost', async () => {
      spoil({ kind: 'reset' });
      const { data, errors, calls } = await writeIt(name, 'gid');
      expect(data).toEqual({ written: null });
      expect(errors).toMatchObject([{ code: 'OUTCOME_UNKNOWN', extensions: { retryable: false } }]);
      expect(calls).toHaveLength(1);
    });
});

test.each(NAMES.filter((name) => Object.values(writeOf(name).input).some((field) => field.in === 'path')))(
  '%s takes no gid that is none',
  async (name) => {
    const { input, targetField } = caseOf(name);
    const { data, errors, calls } = await writeIt(name, 'gid', { ...input, [targetField]: '12/34' });
    expect(data).toEqual({ written: null });
    expect(errors).toMatchObject([{ path: 'written', code: 'BAD_USER_INPUT' }]);
    expect(errors[0]?.message).toContain(targetField);
    expect(calls).toEqual([]);
  },
);
