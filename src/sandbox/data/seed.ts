/**
 * The seeded data: one organization, one plain workspace and what is in them, the same for the same seed.
 */

import { DEMO_TOKEN } from '../faults/tokens.ts';
import { seedLaunch } from './seed-launch.ts';
import { type SeededPeople, seedPeople } from './seed-people.ts';
import { seedPlanning } from './seed-planning.ts';
import { seedProjects } from './seed-projects.ts';
import type { SandboxStore } from './store.ts';

/** gids of the seeded data by readable names. */
export type SandboxGids = ReturnType<typeof seedRecords>;

/** Valid tokens: one a user, a second one of Ada's, and the demo's, which is Ada's too. */
export type SandboxTokens = Readonly<Record<keyof SeededPeople['users'] | 'adaSecond' | 'demo', string>>;

/** Fills an empty store. */
export function seedStore(store: SandboxStore): { gids: SandboxGids; tokens: SandboxTokens } {
  const gids = store.fillAt('2026-07-06T08:15:00.000Z', () => seedRecords(store));
  const users = Object.entries(gids.users) as [keyof SeededPeople['users'], string][];
  const own = Object.fromEntries(users.map(([name]) => [name, `sandbox-${name}-token`]));
  const tokens = { ...own, adaSecond: 'sandbox-ada-second-token', demo: DEMO_TOKEN } as SandboxTokens;
  for (const [name, gid] of users) store.addToken(tokens[name], gid);
  store.addToken(tokens.adaSecond, gids.users.ada);
  store.addToken(tokens.demo, gids.users.ada);
  return { gids, tokens };
}

function seedRecords(store: SandboxStore) {
  const people = seedPeople(store);
  const work = seedProjects(store, people);
  const launch = seedLaunch(store, people, work);
  const planning = seedPlanning(store, people, work);
  return {
    ...people,
    projects: work.projects,
    sections: launch.sections,
    tasks: { ...launch.tasks, ...work.tasks },
    tags: work.tags,
    customFields: work.customFields,
    enumOptions: work.enumOptions,
    ...planning,
  };
}
