import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { RECORD_ROUTES } from '../../src/asana/api/kinds.ts';
import { createSchema } from '../../src/index.ts';
import { everything } from '../schema/everything.ts';
import { globalId } from '../schema/with-sandbox.ts';
import { type ExecutorWithSandbox, executorWithSandbox } from '../support/execute.ts';
import { thirdParty } from '../support/third-party.ts';
import { openWitness, type Witness } from './prism.ts';

const { folder, installed } = thirdParty('test/prism', '@stoplight/prism-cli');

/** The gid of every record of the document, but for these, whose own record then has another one. */
const GID = '12345';
const ELSEWHERE = / GET \/(users\/1111|tags\/59746) with another record than the one asked for/;

describe.skipIf(!installed)("a mock that answers with the document's own examples", () => {
  let mock: Witness | undefined;
  let executor: ExecutorWithSandbox;

  beforeAll(async () => {
    const between = async () => {
      mock = await openWitness(folder);
      return mock.url;
    };
    executor = await executorWithSandbox({ between, timeoutMs: 60_000 });
  });
  afterAll(async () => {
    await executor?.[Symbol.asyncDispose]();
    await mock?.[Symbol.asyncDispose]();
  });

  test.each(Object.keys(RECORD_ROUTES))('is read whole by %s', async (type) => {
    const selection = everything(createSchema(), type, { organization: GID, depth: 1 });
    const query = `query ($id: ID!) { node(id: $id) { ... on ${type} ${selection} } }`;
    const { data, errors } = await executor.run(query, { id: globalId(type, GID) });
    expect(data.node[`${type}_gid`]).toBe(GID);
    const other = errors.filter(({ message }) => !ELSEWHERE.test(message));
    expect(other.map(({ path, message }) => `${path}: ${message}`)).toEqual([]);
  });
});
