import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { STARTS } from '../../src/asana/api/starts.ts';
import { WRITES } from '../../src/asana/api/writes.ts';
import type { Fault } from '../../src/index.ts';
import { GET_ROUTES } from '../../src/sandbox/routes/routes.ts';
import { askForEverything } from '../schema/ask-for-everything.ts';
import { type ExecutorWithSandbox, executorWithSandbox } from '../support/execute.ts';
import { thirdParty } from '../support/third-party.ts';
import { openWitness, type Testimony, type Violation, type Witness } from './prism.ts';

const { folder, installed } = thirdParty('test/prism', '@stoplight/prism-cli');

/** What the gateway never asks for; the sandbox serves it all the same. */
const NEVER_READ: readonly string[] = [
  '/custom_fields/{gid}',
  '/portfolios',
  '/projects',
  '/status_updates',
  '/tasks',
  '/tasks/{gid}/projects',
  '/tasks/{gid}/tags',
  '/teams/{gid}/users',
  '/workspaces/{gid}/users',
];

interface Expected extends Pick<Violation, 'side' | 'rule'> {
  readonly call: RegExp;
  readonly at: RegExp;
  readonly reason: string;
}

/** All that Prism objects to, and why it stays. Starts ask for nothing that the document does not list. */
const EXPECTED: readonly Expected[] = [
  {
    side: 'gateway',
    // Reads, and writes that answer with the object; starts ask for what is listed.
    call: /^(GET |PUT |POST (\/tasks|\/status_updates|\S+\/(\w+Members|addFollowers|sections|stories))$)/,
    at: /^query\.opt_fields\.#$/,
    rule: 'enum',
    reason:
      'opt_fields lists fields of compact records only, where its words allow any path through relations',
  },
  {
    side: 'gateway',
    call: /^POST \S+\/instantiateProject$/,
    at: /^body\.data\.requested_dates\.#\.value$/,
    rule: 'format',
    reason: 'a date of the caller goes on as it came: a moment by its type, a day by its words',
  },
  {
    side: 'gateway',
    call: /^(POST \/tasks|PUT \S+)$/,
    at: /^body\.data\.custom_fields\.#$/,
    rule: 'type',
    reason: 'values of custom fields are typed as texts, where the words have numbers, objects and lists',
  },
  {
    side: 'sandbox',
    call: /^POST \S+\/stories$/,
    at: /^body\.data\.sticker_name$/,
    rule: 'type',
    reason: 'a comment without a sticker has null there, by the words and not by the type',
  },
  {
    side: 'sandbox',
    call: /^POST \S+\/stories$/,
    at: /^body\.data\.sticker_name$/,
    rule: 'enum',
    reason: 'and null is none of the stickers',
  },
  {
    side: 'sandbox',
    call: /^(GET \/jobs\/\{gid\}|POST \S+\/(duplicate|instantiate\w+|saveAsTemplate))$/,
    at: /^body\.data\.new_\w+$/,
    rule: 'type',
    reason: 'a job has null for what it does not make, though most new_* are not typed nullable',
  },
  {
    side: 'sandbox',
    call: /^GET \/workspaces\/\{gid\}$/,
    at: /^body\.data\.email_domains\.#$/,
    rule: 'format',
    reason: 'email_domains is typed as URIs, with a bare domain for its example',
  },
];

function fits(known: Expected, { side, call, at, rule }: Violation): boolean {
  return known.side === side && known.rule === rule && known.call.test(call) && known.at.test(at);
}

describe.skipIf(!installed)('between gateway and sandbox', () => {
  let witness: Witness | undefined;
  let executor: ExecutorWithSandbox;
  let heard: Testimony;
  const failures: string[] = [];

  beforeAll(async () => {
    executor = await executorWithSandbox({
      jobDurationMs: 0,
      childrenDelayMs: 0,
      timeoutMs: 60_000,
      async between(upstream) {
        witness = await openWitness(folder, upstream);
        return witness.url;
      },
    });
    const { sandbox } = executor;
    // Once in batches, whose actions the witness does not look into, and once call by call.
    for (const token of [sandbox.tokens.ada, `${sandbox.tokens.ada}-nobatch`]) {
      await askForEverything(sandbox, async (source, variables) => {
        const result = await executor.run(source, variables, token);
        failures.push(...result.errors.map(({ path, message }) => `${path}: ${message}`));
        return result;
      });
    }
    heard = await (witness as Witness).testimony();
  }, 120_000);

  afterAll(async () => {
    await executor?.[Symbol.asyncDispose]();
    await witness?.[Symbol.asyncDispose]();
  });

  test('all of it is answered', () => {
    expect(failures).toEqual([]);
  });

  test('every start, write, record and list passes the witness', () => {
    const answered = heard.calls.flatMap((call) => /^(.*) 20[01]$/.exec(call)?.[1] ?? []);
    const starts = Object.values(STARTS).map(({ path }) => `POST ${path}`);
    const writes = Object.values(WRITES).map(({ method, path }) => `${method} ${path}`);
    expect([...starts, ...writes, 'POST /batch'].filter((call) => !answered.includes(call))).toEqual([]);
    const unread = Object.keys(GET_ROUTES).filter((route) => !answered.includes(`GET ${route}`));
    expect(unread.sort()).toEqual([...NEVER_READ].sort());
  });

  test('neither side does what the document does not say', () => {
    const unexpected = heard.violations.filter((each) => !EXPECTED.some((known) => fits(known, each)));
    expect(unexpected).toEqual([]);
  });

  test.each(EXPECTED)('it is still so that $reason', (known) => {
    expect(heard.violations.some((each) => fits(known, each))).toBe(true);
  });

  test('the witness notices what is wrong on either side', async () => {
    const { sandbox } = executor;
    const { url, testimony } = witness as Witness;
    const headers = { authorization: `Bearer ${sandbox.tokens.ada}`, 'content-type': 'application/json' };
    const answer = (fault: Fault) => sandbox.fail({ match: { path: '/users/me' }, times: 1, fault });
    const before = (await testimony()).violations.length;
    await fetch(`${url}/projects/1/duplicate`, { method: 'POST', headers, body: '{"data":{"title":"x"}}' });
    await fetch(`${url}/workspaces?limit=many`, { headers });
    await fetch(`${url}/users/me`);
    answer({ status: 200, body: { data: { gid: 5 } } });
    await fetch(`${url}/users/me`, { headers });
    answer({ status: 418 });
    await fetch(`${url}/users/me`, { headers });
    const { violations } = await testimony();
    expect(
      violations.slice(before).map(({ side, call, at, rule }) => `${side} ${call} ${at} ${rule}`),
    ).toEqual([
      'gateway POST /projects/{gid}/duplicate body.data required',
      'gateway GET /workspaces query.limit type',
      'gateway GET /users/{gid}  401',
      'sandbox GET /users/{gid} body.data.gid type',
      'sandbox GET /users/{gid}  other',
    ]);
  });
});
