import {
  buildSchema,
  type DocumentNode,
  type ExecutionResult,
  type GraphQLFieldResolver,
  parse,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createSubscribe, type StreamingOperation } from '../../../src/server/operation/subscribe.ts';
import { NO_SPAN } from '../../../src/telemetry.ts';

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
  readonly operation?: StreamingOperation;
}

/** Counts how often the number of an event was worked out. */
function countingSubscribe(ownerOf?: (context: unknown) => string) {
  let executions = 0;
  const subscribe = createSubscribe(ownerOf);
  const open = (
    events: AsyncIterable<Event>,
    { label = 'a', owner = 'ada', document = DOCUMENT, beforeEvent, operation }: Asking = {},
  ) => {
    const args = {
      schema,
      document,
      variableValues: { label },
      contextValue: { owner, beforeEvent },
      subscribeFieldResolver: () => events,
      fieldResolver: ((event: Event, _args, _context, { fieldName, path }) => {
        if (fieldName === 'tick') return event;
        if (path.key === 'number') executions += 1;
        return Promise.resolve(event.number);
      }) satisfies GraphQLFieldResolver<Event, unknown>,
    };
    return subscribe(args, undefined, operation);
  };
  const follow = async (events: readonly (Event | Error)[], asking?: Asking): Promise<ExecutionResult[]> => {
    const result = await open(source(events), asking);
    if (!(Symbol.asyncIterator in result)) return [result];
    const results: ExecutionResult[] = [];
    for await (const each of result) results.push(each);
    return results;
  };
  return { open, follow, executions: () => executions };
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
    const { follow, executions } = countingSubscribe(ownerOf);
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
    const { follow, executions } = countingSubscribe(ownerOf);
    const events = [{ number: 1 }];
    await Promise.all([follow(events), follow(events, other)]);
    expect(executions()).toBe(2);
  });

  test('is heard of by each before it is executed for all', async () => {
    const { follow, executions } = countingSubscribe(ownerOf);
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
    const { follow, executions } = countingSubscribe(ownerOf);
    const events = [{ number: 1 }];
    await follow(events);
    await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await follow(events);
    expect(executions()).toBe(2);
  });

  test('is executed for each where nobody says whose it is', async () => {
    const { follow, executions } = countingSubscribe();
    const events = [{ number: 1 }];
    await Promise.all([follow(events), follow(events)]);
    expect(executions()).toBe(2);
  });
});

test('what a source throws is its last result', async () => {
  const results = await countingSubscribe(ownerOf).follow([{ number: 1 }, new Error('The tap is shut.')]);
  expect(results.map(({ errors }) => errors?.map(({ message }) => message))).toEqual([
    undefined,
    ['The tap is shut.'],
  ]);
});

describe('whoever keeps the operation', () => {
  const EVENTS = [{ number: 1 }, { number: 2 }, { number: 3 }];

  function keeper(endsStream?: (result: ExecutionResult) => boolean) {
    const over: boolean[] = [];
    const streamOver = (cancelled: boolean) => void over.push(cancelled);
    return { over, operation: { span: NO_SPAN, streamOver, ...(endsStream && { endsStream }) } };
  }

  test('hears once that the stream has ended', async () => {
    const { over, operation } = keeper();
    const results = await countingSubscribe(ownerOf).follow(EVENTS, { operation });
    expect([results.length, over]).toEqual([3, [false]]);
  });

  test('hears once that its reader has had enough, before the source does', async () => {
    const { over, operation } = keeper();
    const ends: unknown[] = [];
    const endless = {
      [Symbol.asyncIterator]: () => ({
        next: () => new Promise<IteratorResult<Event>>(() => {}),
        return: async () => {
          ends.push([...over]);
          return { done: true, value: undefined } as const;
        },
      }),
    };
    const results = (await countingSubscribe(ownerOf).open(endless, {
      operation,
    })) as AsyncGenerator<ExecutionResult>;
    void results.next();
    await results.return(undefined);
    await results.return(undefined);
    expect(ends).toEqual([[true], [true]]);
    expect(over).toEqual([true]);
  });

  test('may end the stream in the place of a result', async () => {
    const { over, operation } = keeper((result) => (result.data as { tick: Event }).tick.number === 2);
    const results = await countingSubscribe(ownerOf).follow(EVENTS, { operation });
    expect([results, over]).toEqual([[{ data: { tick: { number: 1 } } }], [false]]);
  });

  test('hears of the end of a source that throws after its last result', async () => {
    const { over, operation } = keeper();
    const results = await countingSubscribe(ownerOf).follow([new Error('The tap is shut.')], { operation });
    expect([results.length, over]).toEqual([1, [false]]);
  });
});
