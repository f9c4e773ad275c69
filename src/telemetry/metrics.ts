/**
 * THE table of metrics: every name, what it counts, by which labels. `/metrics`, the operating guide and the
 * types of `telemetry.ts` derive from it. Labels are closed sets or route templates, never ids or tokens.
 */

/** One metric: how it is exposed and what it means. */
export interface Metric {
  readonly type: 'counter' | 'histogram' | 'gauge';
  readonly help: string;
  readonly labels?: readonly string[];
  /** Upper bounds of a histogram's buckets. */
  readonly buckets?: readonly number[];
}

const FAST_SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const SLOW_SECONDS = [0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15, 30, 60, 120];

/** Every metric of the gateway. Exposed as `gateway_<name>`, counters with `_total` at the end. */
export const METRICS = {
  requests: {
    type: 'counter',
    help: 'GraphQL operations answered, by operation type, transport and outcome (ok, error, refused, cancelled).',
    labels: ['type', 'transport', 'outcome'],
  },
  request_duration_seconds: {
    type: 'histogram',
    help: 'Time to answer a query or mutation.',
    labels: ['type', 'transport'],
    buckets: FAST_SECONDS,
  },
  errors: {
    type: 'counter',
    help: 'Errors sent to callers, by extensions.code.',
    labels: ['code'],
  },
  refused: {
    type: 'counter',
    help: 'Requests refused by a limit, by the name of the limit.',
    labels: ['limit'],
  },
  callers: {
    type: 'counter',
    help: 'Operations per gateway key name in service mode.',
    labels: ['name'],
  },
  upstream_calls: {
    type: 'counter',
    help: 'HTTP calls to Asana, by route template and outcome (ok or an error code).',
    labels: ['method', 'route', 'outcome'],
  },
  upstream_outcomes: {
    type: 'counter',
    help: 'HTTP calls to Asana by outcome alone (ok or an error code), each there from the start.',
    labels: ['outcome'],
  },
  upstream_duration_seconds: {
    type: 'histogram',
    help: 'Time one HTTP call to Asana took.',
    labels: ['route'],
    buckets: FAST_SECONDS,
  },
  upstream_retries: {
    type: 'counter',
    help: 'Calls to Asana repeated, by reason.',
    labels: ['reason'],
  },
  upstream_in_flight: {
    type: 'gauge',
    help: 'Requests in flight to Asana, the actions of a batch counted, by whether Asana has ever accepted their token (accepted, newcomer).',
    labels: ['standing'],
  },
  upstream_waiting: {
    type: 'gauge',
    help: 'Calls that wait because as many requests are in flight as may be, by whether Asana has ever accepted their token.',
    labels: ['standing'],
  },
  upstream_refused: {
    type: 'counter',
    help: 'Calls not sent because too many waited already, or for too long, while as many requests were in flight as may be, by whether Asana has ever accepted their token.',
    labels: ['standing'],
  },
  asana_changes: {
    type: 'counter',
    help: "Replies that announced a change of Asana's API, by its name and whether the call was affected.",
    labels: ['name', 'affected'],
  },
  unknown_words: {
    type: 'counter',
    help: "Words of Asana's that this version does not know and reads as null, by the enum they belong to.",
    labels: ['type'],
  },
  batch_size: {
    type: 'histogram',
    help: 'Actions per POST /batch.',
    buckets: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  },
  batch_refused: {
    type: 'counter',
    help: 'Batches Asana refused as a whole, read by parallel GETs instead.',
  },
  budget_wait_seconds: {
    type: 'histogram',
    help: 'Time a call waited for the rate or concurrency budget of its token.',
    labels: ['priority'],
    buckets: SLOW_SECONDS,
  },
  budget_tokens: {
    type: 'gauge',
    help: 'Tokens whose budget is being kept.',
  },
  ledger_entries: {
    type: 'gauge',
    help: 'Jobs and unknown starts remembered in this process.',
  },
  idempotency_keys: {
    type: 'gauge',
    help: 'Idempotency keys remembered in this process, refused starts aside.',
  },
  known_users: {
    type: 'gauge',
    help: 'Tokens whose Asana user is known.',
  },
  secret_reloads: {
    type: 'counter',
    help: 'Looks at the files of secrets, at SIGHUP and when one has changed, by outcome: renewed, unchanged, refused (what is in them cannot be taken, and what was known before stays).',
    labels: ['outcome'],
  },
  errands: {
    type: 'counter',
    help: 'Errands (set-ups, lists, callbacks) that ended or stopped on this instance, by kind and state: done, failed, cancelled, interrupted.',
    labels: ['kind', 'state'],
  },
  errands_kept: {
    type: 'gauge',
    help: 'Errands remembered in this process, those that are over included.',
  },
  errands_running: {
    type: 'gauge',
    help: 'Errands this instance runs now.',
  },
  errand_tokens: {
    type: 'gauge',
    help: "Errands for which this instance keeps their user's token in memory.",
  },
  lists: {
    type: 'counter',
    help: 'Lists of starts asked for, by outcome: begun, repeated (same idempotencyKey), refused (a mistake in an item), or an error code in lower case.',
    labels: ['outcome'],
  },
  list_items: {
    type: 'counter',
    help: 'Items of lists that were over on this instance, by state: succeeded, failed, refused, unknown, exists, cancelled.',
    labels: ['state'],
  },
  callbacks: {
    type: 'counter',
    help: 'Tries to deliver a callback, by the name of its endpoint and outcome: delivered, repeated (it will be tried again), failed (it will not), gone (the receiver answered 410).',
    labels: ['to', 'outcome'],
  },
  starts: {
    type: 'counter',
    help: 'Starts, by kind and outcome: started, repeated (same idempotencyKey), no_slot, too_many_running_jobs, exists (unlessExists found one), cancelled (the caller left before it was sent), or an error code in lower case.',
    labels: ['kind', 'outcome'],
  },
  starts_waiting: {
    type: 'gauge',
    help: 'Starts that wait for one of the five slots of running jobs, on this instance.',
  },
  writes: {
    type: 'counter',
    help: 'Writes other than starts, by mutation and outcome: written, written_in_part (a second step failed), repeated (same idempotencyKey), cancelled (the caller left before it was sent), or an error code in lower case.',
    labels: ['write', 'outcome'],
  },
  slot_wait_seconds: {
    type: 'histogram',
    help: 'Time a start waited for one of the five slots of running jobs.',
    buckets: SLOW_SECONDS,
  },
  polls: {
    type: 'counter',
    help: 'Reads of watched jobs, by outcome (changed, same, error).',
    labels: ['outcome'],
  },
  counts: {
    type: 'counter',
    help: 'Counts of what watched jobs made, by outcome (counted, failed).',
    labels: ['outcome'],
  },
  events: {
    type: 'counter',
    help: 'Events handed to subscribers, by outcome (state, error).',
    labels: ['outcome'],
  },
  detection_delay_seconds: {
    type: 'histogram',
    help: 'Upper bound of how late a change of a job was seen: the time since the previous read of it. Measured by the instance that polls it, from its second look on. By pace: normal, at most 15 s apart; slow (exports), at most 60 s.',
    labels: ['pace'],
    buckets: SLOW_SECONDS,
  },
  pollers: {
    type: 'gauge',
    help: 'Jobs polled by this instance now.',
  },
  watched_jobs: {
    type: 'gauge',
    help: 'Jobs with at least one subscriber on this instance.',
  },
  subscribers: {
    type: 'gauge',
    help: 'Live subscriptions on this instance.',
  },
  connections: {
    type: 'gauge',
    help: 'Open connections of clients, WebSockets among them; those to ADMIN_PORT do not count.',
  },
  sockets: {
    type: 'gauge',
    help: 'Open WebSockets.',
  },
  sockets_closed: {
    type: 'counter',
    help: 'WebSockets closed by the gateway, by close code.',
    labels: ['code'],
  },
  clients_cut: {
    type: 'counter',
    help: 'Connections ended for what their client does, by reason: made_room (at rest when there was no room for one that came, and of the network with most), not_reading (took not a byte for 30 s), pipelining (too many requests wait on it), too_much_unread (most waited for it when too much waited in all).',
    labels: ['reason'],
  },
  log_lines_lost: {
    type: 'counter',
    help: 'Log lines dropped, as 16 MB of them wait for whoever reads standard output.',
  },
  executing: {
    type: 'gauge',
    help: 'Operations executing now, those that only wait not counted; at most MAX_OPERATIONS.',
  },
  work_waiting: {
    type: 'gauge',
    help: 'Requests, messages and operations that wait for a later turn of the event loop, since this one had no time for them.',
  },
  unfinished_body_bytes: {
    type: 'gauge',
    help: 'Bytes of request bodies and messages that are not complete yet.',
  },
  answer_bytes: {
    type: 'gauge',
    help: 'Bytes of large answers that are being made, or that clients have not taken yet.',
  },
  redis_up: {
    type: 'gauge',
    help: '1 while Redis answers, 0 while this instance serves on alone. Absent without Redis.',
  },
  redis_errors: {
    type: 'counter',
    help: 'Redis commands that failed, by operation.',
    labels: ['operation'],
  },
  spans: {
    type: 'counter',
    help: 'Spans by what came of them on the way to the collector: sent, or lost (it refused them or was away).',
    labels: ['outcome'],
  },
  build_info: {
    type: 'gauge',
    help: 'Always 1: which version of the gateway this is, on which Node it runs, and who may call (pass-through, service).',
    labels: ['version', 'node', 'mode'],
  },
  state_file_bytes: {
    type: 'gauge',
    help: 'Size of the state file and of what SQLite keeps beside it. Absent without STATE_FILE.',
  },
  state_write_seconds: {
    type: 'histogram',
    help: 'Time until a start, a key or an errand was on the disk, in the state file; the process does nothing else meanwhile.',
    buckets: FAST_SECONDS,
  },
  state_errors: {
    type: 'counter',
    help: 'Uses of the state file that failed, by store (ledger, keys, errands).',
    labels: ['store'],
  },
  draining: {
    type: 'gauge',
    help: '1 once the graceful stop has begun.',
  },
} as const satisfies Record<string, Metric>;

type NameOf<T extends Metric['type']> = {
  [Name in keyof typeof METRICS]: (typeof METRICS)[Name]['type'] extends T ? Name : never;
}[keyof typeof METRICS];

/** A counter of the table. */
export type CounterName = NameOf<'counter'>;
/** A histogram of the table. */
export type HistogramName = NameOf<'histogram'>;
/** A gauge of the table. */
export type GaugeName = NameOf<'gauge'>;
