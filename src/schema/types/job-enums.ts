/** The enums of a job: where it stands, and which start made it. */

import { builder } from '../builder.ts';
import { UNKNOWN_STATUS } from '../jobs/job-record.ts';
import { jobKindName } from '../starts/job-kind.ts';
import { JOB_KINDS } from '../starts/table.ts';

/** Where a job stands. */
export const JobStatus = builder.asanaEnum('JobStatus', 'Where a job stands.', {
  not_started: 'Asana has taken it on, and not begun.',
  in_progress: 'Under way.',
  succeeded: 'Finished; what it made is there. Final.',
  failed: 'Finished without success. Final.',
  [UNKNOWN_STATUS]:
    'A word that Asana has added since, no word at all, or a job that was started and could not be read yet. Not final.',
});

/** Which start made a job. */
export const JobKind = builder.enumType('JobKind', {
  description: 'Which start it was, as far as this gateway knows.',
  values: Object.fromEntries([
    ...Object.entries(JOB_KINDS).map(
      ([name, { description }]) => [jobKindName(name), { value: name, description }] as const,
    ),
    ['UNKNOWN', { value: 'unknown', description: 'Not started through this gateway, or long ago.' }],
  ]),
});
