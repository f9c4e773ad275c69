/**
 * The schema: every type file registers itself with the builder when it is imported here. A new type is one file in
 * `types/` and one line below.
 */
import type { GraphQLSchema } from 'graphql';
import { builder } from './builder.ts';
import './types/enums.ts';
import './types/node.ts';
import './types/comment.ts';
import './types/custom-field.ts';
import './types/exports.ts';
import './types/organization-export.ts';
import './types/portfolio.ts';
import './types/project.ts';
import './types/project-brief.ts';
import './types/project-template.ts';
import './types/section.ts';
import './types/status-update.ts';
import './types/tag.ts';
import './types/task.ts';
import './types/task-template.ts';
import './types/team.ts';
import './types/user.ts';
import './types/workspace.ts';
import './types/job.ts';
import './types/job-contents.ts';
import './types/job-enums.ts';
import './types/set-up.ts';
import './types/callback-delivery.ts';
import './types/unknown-start.ts';
import './types/rate-limit.ts';
import './types/starts.ts';
import './types/bulk.ts';
import './types/bulk-item.ts';
import './types/writes.ts';

export {
  createRequestContext,
  type GatewayContext,
  type Services,
} from './context.ts';
export { type OpenErrands, openErrands } from './errands/open-errands.ts';
export { Identities, isRefusedToken } from './identity.ts';
export { subscriptionFilter } from './jobs/subscription-filter.ts';
export { operationOf } from './operation.ts';

let schema: GraphQLSchema | null = null;

/** The executable schema. Built once, and left unsorted: sorting is for who prints it. */
export function createSchema(): GraphQLSchema {
  schema ??= builder.toSchema({ sortSchema: false });
  return schema;
}
