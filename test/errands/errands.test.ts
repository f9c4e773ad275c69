import { describe, expect, test } from 'vitest';
import type { Errand } from '../../src/errands/errand.ts';
import type { UserTokens } from '../../src/errands/tokens.ts';
import { FRESH, type Instance, type Instances, OWNER, openInstances, TOKEN } from './instances.ts';

/** Comes back with a token, as a query does. */
async function back(instance: Instance, id: string, token = TOKEN): Promise<string | undefined> {
  const seen = await instance.errands.find(id, OWNER);
  if (seen) await instance.errands.back(seen, token);
  return seen?.state;
}

const words = async (instances: Instances, instance: Instance, id: string, ms: number) => {
  await instances.clock.advance(ms);
  return [instances.counted.join(', '), await instances.stateOf(instance, id)];
};

test('an errand is carried out, and its plan goes when it is done', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here);
  expect(await words(instances, here, id, 3_000)).toEqual([
    'here 0 first, here 1 first, here 2 first',
    'done',
  ]);
  expect(await here.errands.find(id, OWNER)).toMatchObject({ plan: null, progress: 3 });
  expect(here.tokens.tokenOf(OWNER)).toBeNull();
  expect((here.tokens as UserTokens).size).toBe(0);
});

test('errands beyond those that run at once wait, and are run in turn', async () => {
  const instances = openInstances({ mostAtOnce: 2 });
  const here = instances.open('here');
  const ids = [
    await instances.begin(here, 1),
    await instances.begin(here, 1),
    await instances.begin(here, 1),
  ];
  await instances.clock.advance(1_000);
  expect(instances.counted).toHaveLength(2);
  await instances.clock.advance(1_000);
  expect(instances.counted).toHaveLength(3);
  const states = await Promise.all(ids.map((id) => instances.stateOf(here, id)));
  expect(states).toEqual(['done', 'done', 'done']);
});

test('an errand is nobody else’s to see', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here);
  expect(await here.errands.find(id, 'user:2')).toBeNull();
  expect(await here.errands.findAbout('count', '77')).toMatchObject({ id, owner: OWNER });
});

test('a watch tells of each change, and ends with the last', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here, 2);
  const seen: string[] = [];
  const watching = (async () => {
    for await (const { state, progress } of here.errands.watch(id)) seen.push(`${state} ${progress}`);
  })();
  await instances.clock.advance(2_000);
  await watching;
  expect(seen).toEqual(['running 0', 'running 1', 'running 2', 'done 2']);
});

test('what is cancelled ends with what is under way', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here);
  await instances.clock.advance(1_500);
  const found = await here.errands.find(id, OWNER);
  const cancelled = await here.errands.cancel(found as never, 10_000);
  expect(cancelled).toMatchObject({ state: 'cancelled', progress: 'gave up at 1' });
  await instances.clock.advance(10_000);
  expect(instances.counted).toEqual(['here 0 first']);
});

test('what another instance runs is cancelled there', async () => {
  const instances = openInstances();
  const [here, there] = [instances.open('here'), instances.open('there')];
  const id = await instances.begin(here, 100);
  await instances.clock.advance(1_500);
  const cancelling = there.errands.cancel((await there.errands.find(id, OWNER)) as never, 60_000);
  await instances.clock.advance(5_000);
  expect(await cancelling).toMatchObject({ state: 'cancelled' });
});

describe('in service mode', () => {
  test('another instance takes over from one that is silent', async () => {
    const instances = openInstances({ isOwn: true });
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    here.kill();
    const took = 'here 0 first, there 1 first, there 2 first';
    expect(await words(instances, there, id, 10_000)).toEqual([took, 'done']);
  });

  test('another instance takes over at once from one that ends', async () => {
    const instances = openInstances({ isOwn: true });
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    await here.errands.close();
    expect(await words(instances, there, id, 4_000)).toEqual([
      'here 0 first, there 1 first, there 2 first',
      'done',
    ]);
  });

  test('of many instances one runs an errand, however long', async () => {
    const instances = openInstances({ isOwn: true });
    const all = ['a', 'b', 'c'].map((name) => instances.open(name));
    const id = await instances.begin(all[0] as Instance, 30);
    await instances.clock.advance(40_000);
    expect(instances.counted).toEqual(Array.from({ length: 30 }, (_, at) => `a ${at} first`));
    expect(await instances.stateOf(all[1] as Instance, id)).toBe('done');
  });
});

describe('in pass-through mode', () => {
  test('an errand whose instance fell silent is interrupted, and goes on when its user is back', async () => {
    const instances = openInstances();
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    here.kill();
    expect(await words(instances, there, id, 20_000)).toEqual(['here 0 first', 'interrupted']);
    expect(await back(there, id)).toBe('interrupted');
    const took = 'here 0 first, there 1 first, there 2 first';
    expect(await words(instances, there, id, 10_000)).toEqual([took, 'done']);
  });

  test('an errand whose user is back before it is seen that its instance fell silent goes on then', async () => {
    const instances = openInstances();
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    here.kill();
    await instances.clock.advance(500);
    expect(await back(there, id)).toBe('running');
    const took = 'here 0 first, there 1 first, there 2 first';
    expect(await words(instances, there, id, 10_000)).toEqual([took, 'done']);
  });

  test('so does all of a user who looks at everything', async () => {
    const instances = openInstances();
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    here.kill();
    await there.errands.allBack(OWNER, TOKEN);
    expect(await words(instances, there, id, 10_000)).toEqual([
      'there 0 first, there 1 first, there 2 first',
      'done',
    ]);
  });

  test('so do as many as are looked at again, and the others when their user comes again', async () => {
    const instances = openInstances({ mostDoubtful: 2 });
    const [here, there] = [instances.open('here'), instances.open('there')];
    const ids = [
      await instances.begin(here, 1),
      await instances.begin(here, 1),
      await instances.begin(here, 1),
    ];
    here.kill();
    for (const id of ids) await back(there, id);
    await instances.clock.advance(10_000);
    const states = await Promise.all(ids.map((id) => instances.stateOf(there, id)));
    expect(states).toEqual(['done', 'done', 'interrupted']);
  });

  test('where tokens are kept for less than a lease nothing is, and its user has to come again', async () => {
    const instances = openInstances({ ttlMs: 1_000 });
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    here.kill();
    await back(there, id);
    expect(await words(instances, there, id, 10_000)).toEqual(['', 'interrupted']);
  });

  test('looking at what another instance runs takes nothing away from it', async () => {
    const instances = openInstances();
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    expect(await back(there, id)).toBe('running');
    expect((there.tokens as UserTokens).size).toBe(0);
    expect(await words(instances, here, id, 10_000)).toEqual([
      'here 0 first, here 1 first, here 2 first',
      'done',
    ]);
  });

  test('an instance that ends leaves an errand interrupted, not running', async () => {
    const instances = openInstances();
    const here = instances.open('here');
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    await here.errands.close();
    expect(await instances.store.find(id)).toMatchObject({ state: 'interrupted', isHeld: false });
  });

  test('a refused token interrupts, and only a fresh one goes on', async () => {
    const instances = openInstances();
    const here = instances.open('here');
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    instances.refused.add(TOKEN.hash);
    (here.tokens as UserTokens).refused(TOKEN.hash);
    expect(await words(instances, here, id, 10_000)).toEqual(['here 0 first', 'interrupted']);
    await back(here, id, TOKEN);
    expect(await words(instances, here, id, 10_000)).toEqual(['here 0 first', 'interrupted']);
    await back(here, id, FRESH);
    const rest = 'here 0 first, here 1 fresh, here 2 fresh';
    expect(await words(instances, here, id, 10_000)).toEqual([rest, 'done']);
  });

  test('a refusal goes on at once with the token its user has brought meanwhile', async () => {
    const instances = openInstances();
    const here = instances.open('here');
    const id = await instances.begin(here);
    await instances.clock.advance(1_500);
    instances.refused.add(TOKEN.hash);
    instances.meanwhile = () => {
      (here.tokens as UserTokens).learned(OWNER, FRESH);
      (here.tokens as UserTokens).refused(TOKEN.hash);
    };
    expect(await words(instances, here, id, 10_000)).toEqual([
      'here 0 first, here 1 fresh, here 2 fresh',
      'done',
    ]);
  });

  test('an errand whose user was not seen for an hour is interrupted', async () => {
    const instances = openInstances({ ttlMs: 2_500 });
    const here = instances.open('here');
    const id = await instances.begin(here, 5);
    expect(await words(instances, here, id, 10_000)).toEqual(['here 0 first, here 1 first', 'interrupted']);
    expect(here.tokens.tokenOf(OWNER)).toBeNull();
  });

  test('a stopped errand is taken up once, however often its user looks', async () => {
    const instances = openInstances();
    const [here, there] = [instances.open('here'), instances.open('there')];
    const id = await instances.begin(here);
    here.kill();
    await instances.clock.advance(20_000);
    await Promise.all([back(there, id), back(there, id), back(there, id)]);
    expect(await words(instances, there, id, 20_000)).toEqual([
      'there 0 first, there 1 first, there 2 first',
      'done',
    ]);
  });
});

test('nothing keeps time when nothing is to be done', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  expect(instances.clock.pending()).toBe(0);
  await instances.begin(here);
  await instances.clock.advance(10_000);
  await here.errands.close();
  (here.tokens as UserTokens).close();
  expect(instances.clock.pending()).toBe(0);
});

test('one that is about to be begun keeps its token, whoever looks meanwhile', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const plan = { to: 1 };
  const errand = await here.errands.reserve(
    { kind: 'count', owner: OWNER, about: null, plan, progress: 0 },
    TOKEN,
  );
  await here.errands.allBack(OWNER, TOKEN);
  await here.errands.begin(errand, { about: '77' });
  expect(await words(instances, here, errand.id, 2_000)).toEqual(['here 0 first', 'done']);
});

test('what is over is run again with what is changed, what is not is left alone', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const id = await instances.begin(here, 2);
  const found = async () => (await here.errands.find(id, OWNER)) as Errand;
  expect(await here.errands.restart(await found(), TOKEN, () => ({ progress: 0 }))).toBeNull();
  await instances.clock.advance(5_000);
  const change = () => ({ progress: 1, plan: { to: 2 } });
  expect(await here.errands.restart(await found(), FRESH, change)).toMatchObject({ state: 'waiting' });
  expect(await words(instances, here, id, 5_000)).toEqual([
    'here 0 first, here 1 first, here 1 fresh',
    'done',
  ]);
});

test('what comes to nothing leaves nothing behind', async () => {
  const instances = openInstances();
  const here = instances.open('here');
  const plan = { to: 1 };
  const errand = await here.errands.reserve(
    { kind: 'count', owner: OWNER, about: null, plan, progress: 0 },
    TOKEN,
  );
  await here.errands.discard(errand);
  expect([await here.errands.find(errand.id, OWNER), (here.tokens as UserTokens).size]).toEqual([null, 0]);
});
