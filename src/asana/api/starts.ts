/**
 * The table of everything that starts a long process at Asana: route, where the ids of the call go, and which
 * `new_*` key the job fills. Pure data; knows neither HTTP nor GraphQL. The sandbox shares it; the contract
 * test holds it to Asana's OpenAPI document.
 */

/** The `new_*` keys a job can carry. Source: `JobCompact` of Asana's OpenAPI document. */
export const NEW_KEYS = [
  'new_task',
  'new_project',
  'new_project_template',
  'new_portfolio',
  'new_graph_export',
  'new_resource_export',
] as const;
export type NewKey = (typeof NEW_KEYS)[number];

/** How one start is sent to Asana. */
export interface StartRoute {
  /** Asana's operationId. */
  readonly operationId: string;
  /** POST path below the base URL; `{gid}` stands for the object that is copied, or is absent. */
  readonly path: string;
  /** Name of the OpenAPI request body schema. */
  readonly bodySchema: string;
  /** The `new_*` key the finished job fills; absent where the answer is not a job. */
  readonly fills?: NewKey;
  /** Whether the POST takes `opt_fields` (the two exports do not). */
  readonly acceptsFields: boolean;
  /** The job's `resource_subtype` where Asana documents one; else a guess only the sandbox uses. */
  readonly subtype: string;
}

/** Every start by its GraphQL mutation name. */
export const STARTS = {
  duplicateTask: {
    operationId: 'duplicateTask',
    path: '/tasks/{gid}/duplicate',
    bodySchema: 'TaskDuplicateRequest',
    fills: 'new_task',
    acceptsFields: true,
    subtype: 'duplicate_task',
  },
  duplicateProject: {
    operationId: 'duplicateProject',
    path: '/projects/{gid}/duplicate',
    bodySchema: 'ProjectDuplicateRequest',
    fills: 'new_project',
    acceptsFields: true,
    subtype: 'duplicate_project',
  },
  duplicatePortfolio: {
    operationId: 'duplicatePortfolio',
    path: '/portfolios/{gid}/duplicate',
    bodySchema: 'PortfolioDuplicateRequest',
    fills: 'new_portfolio',
    acceptsFields: true,
    subtype: 'duplicate_portfolio',
  },
  instantiateProject: {
    operationId: 'instantiateProject',
    path: '/project_templates/{gid}/instantiateProject',
    bodySchema: 'ProjectTemplateInstantiateProjectRequest',
    fills: 'new_project',
    acceptsFields: true,
    subtype: 'instantiate_project',
  },
  instantiateTask: {
    operationId: 'instantiateTask',
    path: '/task_templates/{gid}/instantiateTask',
    bodySchema: 'TaskTemplateInstantiateTaskRequest',
    fills: 'new_task',
    acceptsFields: true,
    subtype: 'instantiate_task',
  },
  saveProjectAsTemplate: {
    operationId: 'projectSaveAsTemplate',
    path: '/projects/{gid}/saveAsTemplate',
    bodySchema: 'ProjectSaveAsTemplateRequest',
    fills: 'new_project_template',
    acceptsFields: true,
    subtype: 'save_project_as_template',
  },
  createGraphExport: {
    operationId: 'createGraphExport',
    path: '/exports/graph',
    bodySchema: 'GraphExportRequest',
    fills: 'new_graph_export',
    acceptsFields: false,
    subtype: 'graph_export_request',
  },
  createResourceExport: {
    operationId: 'createResourceExport',
    path: '/exports/resource',
    bodySchema: 'ResourceExportRequest',
    fills: 'new_resource_export',
    acceptsFields: false,
    subtype: 'export_request',
  },
  createOrganizationExport: {
    operationId: 'createOrganizationExport',
    path: '/organization_exports',
    bodySchema: 'OrganizationExportRequest',
    acceptsFields: true,
    subtype: 'organization_export',
  },
} as const satisfies Record<string, StartRoute>;

/** Name of a start: the mutation's name. */
export type StartName = keyof typeof STARTS;

/** All of them, in the order of the table: of a constant the keys are known, which `Object.keys` does not say. */
export const START_NAMES = Object.keys(STARTS) as readonly StartName[];
