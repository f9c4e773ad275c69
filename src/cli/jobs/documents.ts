/**
 * What `run` and `watch` ask of a gateway, the same of one elsewhere and of one in this process. Texts and the shapes of
 * their answers; sends nothing.
 */
import { capitalised } from '../../capitalised.ts';

/** A job as it is asked for. */
export interface Job {
  readonly gid: string;
  readonly kind: string;
  readonly status: string;
  readonly requestedName: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly typicalSeconds: number | null;
  readonly result: ({ readonly __typename: string; readonly gid: string } & Record<string, unknown>) | null;
  readonly ready?: boolean;
  readonly contents?: {
    readonly state: string;
    readonly present: number | null;
    readonly expected: number | null;
  } | null;
  readonly setUp?: SetUp | null;
}

/** A set-up as it is asked for. */
export interface SetUp {
  readonly id: string;
  readonly state: string;
  readonly steps: readonly {
    readonly name: string;
    readonly state: string;
    readonly matched: number | null;
    readonly userErrors: readonly UserError[];
  }[];
}

/** A mistake as payloads list it. */
export interface UserError {
  readonly code: string;
  readonly message: string;
  readonly field: readonly string[] | null;
}

/** An export that is no job. */
export interface OrganizationExport {
  readonly gid: string;
  readonly state: string | null;
  readonly downloadUrl: string | null;
}

const JOB = `fragment Job on Job {
  gid kind status requestedName startedAt finishedAt typicalSeconds
  result {
    __typename
    ... on Project { gid name permalinkUrl }
    ... on Task { gid name permalinkUrl }
    ... on Portfolio { gid name permalinkUrl }
    ... on ProjectTemplate { gid name }
    ... on GraphExport { gid downloadUrl }
    ... on ResourceExport { gid downloadUrl }
  }
  ready @include(if: $contents)
  contents @include(if: $contents) { state present expected }
  setUp @include(if: $setUp) { id state steps { name state matched userErrors { code message field } } }
}`;

/** What is selected beyond the least: each costs calls. */
export interface Wishes {
  readonly contents: boolean;
  readonly setUp: boolean;
}

/** Jobs as they are now. */
export const JOBS = `query Jobs($gids: [ID!]!, $contents: Boolean!, $setUp: Boolean!) {
  jobs(gids: $gids) { ...Job }
}
${JOB}`;

/** Jobs, and each change of them. */
export const WATCH = `subscription Watch($gids: [ID!]!, $until: JobMoment!, $contents: Boolean!, $setUp: Boolean!) {
  jobsUpdated(gids: $gids, until: $until) { ...Job }
}
${JOB}`;

/** An organization export as it is now. */
export const EXPORT = 'query Export($gid: ID!) { organizationExport(gid: $gid) { gid state downloadUrl } }';

/** What a start answers with. */
export interface Started {
  readonly job?: Pick<Job, 'gid' | 'kind' | 'status' | 'requestedName'> | null;
  readonly organizationExport?: OrganizationExport | null;
  readonly existing?: readonly Readonly<Record<string, unknown>>[] | null;
  readonly userErrors: readonly UserError[];
}

/** The mutation of a start: it asks for no more than says which job it is. */
export function startDocument(name: string, payloadFields: readonly string[]): string {
  const job = payloadFields.includes('job')
    ? 'job { gid kind status requestedName }'
    : 'organizationExport { gid state downloadUrl }';
  const existing = payloadFields.includes('existing') ? 'existing { gid name permalinkUrl }' : '';
  return `mutation Start($input: ${capitalised(name)}Input!) {
  start: ${name}(input: $input) { ${job} ${existing} userErrors { code message field } }
}`;
}
