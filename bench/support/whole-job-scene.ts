/**
 * The scene of the whole job: a sandbox with a project of 250 tasks, twelve of them in one section and spread over the
 * list, and the look at what came of a copy. Knows neither who makes the copy nor how.
 */
import { makePortfolio, makeProject, makeSection, makeTask } from '../../src/sandbox/data/make.ts';
import { createSandbox, type Sandbox } from '../../src/sandbox/server.ts';

/** How the tasks of a copy arrive, and the name that asks the sandbox for it. */
export const CURVES = {
  'all at once': 'Copy',
  slowly: 'Copy [slow tasks]',
  stalled: 'Copy [stalled tasks]',
} as const;

/** One of the ways to arrive. */
export type CurveName = keyof typeof CURVES;

/** What is to come of a copy. */
export const WISHED = { tasks: 250, section: 'Handover', assigned: 12, budget: 9_000 } as const;

/** Every so many tasks one is in the section: the last of them stands near the end. */
const HANDOVER_EVERY = 20;

/** What a copy has and what it lacks, at the moment when whoever made it says that it is done. */
export interface Outcome {
  readonly missingTasks: number;
  readonly unsetFields: number;
  readonly unassignedTasks: number;
  /** Whether anything at all is not as wished, the portfolio included. */
  readonly isWrong: boolean;
}

/** The sandbox and what is in it. */
export interface Scene {
  readonly sandbox: Sandbox;
  /** What is copied. */
  readonly projectGid: string;
  readonly portfolioGid: string;
  readonly budgetGid: string;
  readonly priorityGid: string;
  readonly highGid: string;
  /** How many times faster than ours its clock goes. */
  readonly timeScale: number;
  outcome(jobGid: string): Outcome;
  /** Calls on behalf of tokens with these last four characters, a batch being one. */
  callsOf(tokenLast4: string): number;
}

const CALLS_KEPT = 10_000;

/** Opens the sandbox with its usual delays and limits on a clock that is so many times faster. */
export async function openScene(timeScale: number): Promise<Scene> {
  const begun = { at: Date.now(), on: performance.now() };
  const clock = { now: () => begun.at + (performance.now() - begun.on) * timeScale };
  const sandbox = await createSandbox({ clock });
  const { store, gids } = sandbox;
  const projectGid = addProject(sandbox);
  const portfolioGid = addPortfolio(sandbox);
  const { priority: priorityGid, budget: budgetGid } = gids.customFields;
  const highGid = gids.enumOptions.high;
  const counted = new Map<string, number>();
  return {
    sandbox,
    projectGid,
    portfolioGid,
    budgetGid,
    priorityGid,
    highGid,
    timeScale,
    outcome(jobGid) {
      const made = String(store.peek(jobGid)?.data.target);
      const values = (store.peek(made)?.data.custom_values ?? {}) as Record<string, CustomValue>;
      const isSet = [
        values[budgetGid]?.number_value === WISHED.budget,
        values[priorityGid]?.enum_value?.gid === highGid,
      ];
      const section = store.list('sections', made).find(({ data }) => data.name === WISHED.section);
      const handover = section ? store.list('section-tasks', section.gid) : [];
      const assigned = handover.filter(({ data }) => data.assignee !== null).length;
      const counts = {
        missingTasks: WISHED.tasks - store.list('project-tasks', made).length,
        unsetFields: isSet.filter((each) => !each).length,
        unassignedTasks: WISHED.assigned - assigned,
      };
      const isWrong =
        Object.values(counts).some((count) => count !== 0) || !store.isIn('items', portfolioGid, made);
      return { ...counts, isWrong };
    },
    callsOf(tokenLast4) {
      // What is counted is taken out: the log keeps no more than so many.
      if (sandbox.calls.length >= CALLS_KEPT) throw new Error('the log of calls is full');
      for (const { tokenLast4: token, batched } of sandbox.calls) {
        if (!batched) counted.set(token, (counted.get(token) ?? 0) + 1);
      }
      sandbox.clearCalls();
      return counted.get(tokenLast4) ?? 0;
    },
  };
}

interface CustomValue {
  readonly number_value?: number;
  readonly enum_value?: { readonly gid: string } | null;
}

/** Nobody is assigned to anything in it, so that nobody is in its copies. */
function addProject({ store, gids }: Sandbox): string {
  const place = { home: gids.organization };
  const fields = {
    name: 'Trade fair',
    team: gids.teams.marketing,
    owner: gids.users.ada,
    members: [gids.users.ada],
  };
  const project = makeProject(store, fields, place).gid;
  const handover = makeSection(store, project, WISHED.section, place).gid;
  const others = makeSection(store, project, 'Preparation', place).gid;
  for (let index = 0; index < WISHED.tasks; index += 1) {
    const section = index % HANDOVER_EVERY === HANDOVER_EVERY - 1 ? handover : others;
    makeTask(store, { name: `Step ${index + 1}`, memberships: [{ project, section }] }, place);
  }
  return project;
}

/** It brings the two fields along: a project has them only once it is in it. */
function addPortfolio({ store, gids }: Sandbox): string {
  const { priority, budget } = gids.customFields;
  const fields = { name: 'Fairs', owner: gids.users.ada, custom_field_gids: [priority, budget] };
  return makePortfolio(store, fields, [], { home: gids.organization }).gid;
}
