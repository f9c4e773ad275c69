import { buildSchema, type DocumentNode, type ExecutionResult, parse } from 'graphql';
import { describe, expect, test } from 'vitest';
import { createSubscribe } from '../../../src/server/operation/subscribe.ts';

const schema = buildSchema(`
  type Query { hello: String }
  type Subscription { tick(label: String): Tick }
  type Tick { number: Int }
`);
const DOCUMENT = parse('subscription ($label: String) { tick(label: $label) { number } }');
const OTHER = parse('subscription ($label: String) { tick(label: $label) { number number2: number } }');

interface Event {
  readonly number: number;
}

interface Asking {
  readonly label?: string;
  readonly owner?: string;
  readonly document?: DocumentNode;
  readonly beforeEvent?: (event: unknown) => Promise<void> | undefined;
}

/** Counts how often the number of an event was worked out. */
function stage(ownerOf?: (context: unknown) => string) {
  let executions = 0;
  const subscribe = createSubscribe(ownerOf);
  const follow = async (
    events: readonly (Event | Error)[],
    { label = 'a', owner = 'ada', document = DOCUMENT, beforeEvent }: Asking = {},
  ): Promise<ExecutionResult[]> => {
    const result = await subscribe({
      schema,
      document,
      variableValues: { label },
      contextValue: { owner, beforeEvent },
      subscribeFieldResolver: () => source(events),
      fieldResolver: (event: Event, _args, _context, { fieldName, path }) => {
        if (fieldName === 'tick') return event;
        if (path.key === 'number') executions += 1;
        return Promise.resolve(event.number);
      },
    });
    if (!(Symbol.asyncIterator in result)) return [result];
    const results: ExecutionResult[] = [];
    for await (const each of result) results.push(each);
    return results;
  };
  return { follow, executions: () => executions };
}

async function* source(events: readonly (Event | Error)[]): AsyncGenerator<Event> {
  for (const event of events) {
    if (event instanceof Error) throw event;
    yield event;
  }
}

const ownerOf = (context: unknown) => (context as { owner: string }).owner;

describe('an event handed to many', () => {
  test('is executed once for those who ask the same', async () => {
    const { follow, executions } = stage(ownerOf);
    const events = [{ number: 1 }, { number: 2 }];
    const all = await Promise.all([follow(events), follow(events), follow(events)]);
    for (const results of all) {
      expect(results).toEqual([{ data: { tick: { number: 1 } } }, { data: { tick: { number: 2 } } }]);
    }
    expect(executions()).toBe(2);
  });

  test.each([
    ['another owner', { owner: 'ben' }],
    ['other variables', { label: 'b' }],
    ['another document', { document: OTHER }],
  ])('is executed anew for %s', async (_what, other) => {
    const { follow, executions } = stage(ownerOf);
    const events = [{ number: 1 }];
    await Promise.all([follow(events), follow(events, other)]);
    expect(executions()).toBe(2);
  });

  test('is heard of by each before it is executed for all', async () => {
    const { follow, executions } = stage(ownerOf);
    const heard: unknown[] = [];
    const hear = (name: string) => async (event: unknown) => {
      await Promise.resolve();
      heard.push([name, event, executions()]);
    };
    const events = [{ number: 1 }];
    await Promise.all([
      follow(events, { beforeEvent: hear('Ada') }),
      follow(events, { beforeEvent: hear('Ben') }),
    ]);
    expect(heard).toEqual([
      ['Ada', events[0], 0],
      ['Ben', events[0], 0],
    ]);
    expect(executions()).toBe(1);
  });

  test('is executed anew for who takes it later', async () => {
    const { follow, executions } = stage(ownerOf);
    const events = [{ number: 1 }];
    await follow(events);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await follow(events);
    expect(executions()).toBe(2);
  });

  test('is executed for each where nobody says whose it is', async () => {
    const { follow, executions } = stage();
    const events = [{ number: 1 }];
    await Promise.all([follow(events), follow(events)]);
    expect(executions()).toBe(2);
  });
});

test('what a source throws is its last result', async () => {
  const results = await stage(ownerOf).follow([{ number: 1 }, new Error('The tap is shut.')]);
  expect(results.map(({ errors }) => errors?.map(({ message }) => message))).toEqual([
    undefined,
    ['The tap is shut.'],
  ]);
});
