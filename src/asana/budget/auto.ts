/**
 * THE table of numbers by which a token's limit is found out where nobody told it (`ASANA_REQUESTS_PER_MINUTE=auto`),
 * each with its reason. Decision 0007 has what they come to. Pure data.
 */

/** Requests are per minute, in any minute. */
export const AUTO = {
  /** What Asana allows on a paid plan: where `auto` starts, and the most it ever believes. */
  paid: 1_500,
  /** What it allows on a free plan. */
  free: 150,
  /** No plan allows less: a refusal after fewer requests is about something else, and teaches nothing. */
  least: 100,

  /** So near a free plan's limit, so much is in flight at most: a refusal then costs no more than that. */
  probes: 10,
  /** After a refusal, this part of what was answered within a minute is thought to be safe. */
  safePart: 0.9,
  /** A limit or share of which less was used within a minute was not in the way: it teaches nothing by growing. */
  inTheWay: 0.5,
  /** A learned limit that is in the way grows by this factor, once a minute. */
  growth: 1.1,
  /** Minutes for which it stands still after a refusal; twice as many after each further one, up to the second. */
  stillMinutes: [2, 32],

  /** The jobs Asana runs for one user at once. Their polls, some hundred in their first minute, fit into any plan. */
  fewJobs: 5,
  /** Polls of more jobs keep everything below this: so much less than a free plan's limit that people still fit in. */
  manyJobs: 116,
  /** They may go at once while people ask for nothing beside: nobody else suffers from it. */
  quietBurst: 50,
  /** People ask for something when so many requests of theirs are fresh; so many polls make up for as well … */
  notQuiet: 6,
  /** … each of which counts the less the older it is. */
  freshMs: 10_000,
  /** Of what is left of the minute, polls of few jobs leave people this part while they ask. */
  peoplesPart: 2 / 3,
  /** A share that is in the way is tried so many times as large, once a minute at most. */
  shareGrowth: 2,
} as const;

/** From here on so little is in flight; and when so much went unrefused, no free plan would have allowed it. */
export const PROBING = { from: AUTO.free - AUTO.probes, until: AUTO.free + 2 * AUTO.probes } as const;
