/**
 * The part of the schema that the benchmarks ask, as one would first write it: a resolver per nested object, each
 * reading the whole object. How an object is read is handed in by the context, so that `batched` is the same schema.
 */
import { createSchema } from 'graphql-yoga';

const typeDefs = /* GraphQL */ `
  type Query {
    job(gid: ID!): Job
    jobs(gids: [ID!]!): [Job]
    project(gid: ID!): Project
    task(gid: ID!): Task
    portfolio(gid: ID!): Portfolio
    workspace(gid: ID!): Workspace
    me: User
    workspaces(first: Int = 50): WorkspaceConnection
  }
  type Job { gid: ID! status: String newProject: Project newTask: Task }
  type Project {
    gid: ID! name: String color: String dueOn: String archived: Boolean
    owner: User team: Team members: [User] currentStatusUpdate: StatusUpdate taskCounts: TaskCounts
    sections(first: Int = 50): SectionConnection
    tasks(first: Int = 50): TaskConnection
  }
  type Task {
    gid: ID! name: String notes: String completed: Boolean dueOn: String
    assignee: User projects: [Project] memberships: [Membership] tags: [Tag] parent: Task
    subtasks(first: Int = 50): TaskConnection
  }
  type Membership { project: Project section: Section }
  type Section { gid: ID! name: String tasks(first: Int = 50): TaskConnection }
  type Portfolio { gid: ID! name: String owner: User items(first: Int = 50): ProjectConnection }
  type Workspace {
    gid: ID! name: String
    projects(first: Int = 50): ProjectConnection
    projectTemplates(first: Int = 50): ProjectTemplateConnection
  }
  type ProjectTemplate {
    gid: ID! name: String team: Team requestedDates: [Variable] requestedRoles: [Variable]
  }
  type User { gid: ID! name: String email: String }
  type Team { gid: ID! name: String }
  type Tag { gid: ID! name: String color: String }
  type StatusUpdate { gid: ID! title: String statusType: String author: User }
  type TaskCounts { numTasks: Int numCompletedTasks: Int }
  type Variable { gid: ID! name: String }
  type ProjectConnection { nodes: [Project]! }
  type ProjectTemplateConnection { nodes: [ProjectTemplate]! }
  type SectionConnection { nodes: [Section]! }
  type TaskConnection { nodes: [Task]! }
  type WorkspaceConnection { nodes: [Workspace]! }
`;

/** Asana's words at GraphQL's names. */
const renamed = (...names) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (record) => record[name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)],
    ]),
  );

/** An object that stands compactly in its parent is read whole. */
const whole =
  (path, key) =>
  (parent, _args, { get }) => {
    const compact = parent[key];
    return compact ? get(`/${path}/${compact.gid}`) : null;
  };
const wholeEach =
  (path, key) =>
  (parent, _args, { get }) =>
    (parent[key] ?? []).map(({ gid }) => get(`/${path}/${gid}`));

/** A list holds compact objects too. */
const listOf =
  (pathOf, kind) =>
  async (parent, { first }, { get }) => {
    const rows = await get(`${pathOf(parent)}${pathOf(parent).includes('?') ? '&' : '?'}limit=${first}`);
    return { nodes: rows.map(({ gid }) => get(`/${kind}/${gid}`)) };
  };

const root =
  (path) =>
  (_root, { gid }, { get }) =>
    get(`/${path}/${gid}`);

const resolvers = {
  Query: {
    job: root('jobs'),
    jobs: (_root, { gids }, { get }) => gids.map((gid) => get(`/jobs/${gid}`)),
    project: root('projects'),
    task: root('tasks'),
    portfolio: root('portfolios'),
    workspace: root('workspaces'),
    me: (_root, _args, { get }) => get('/users/me'),
    workspaces: listOf(() => '/workspaces', 'workspaces'),
  },
  Job: { newProject: whole('projects', 'new_project'), newTask: whole('tasks', 'new_task') },
  Project: {
    ...renamed('dueOn'),
    owner: whole('users', 'owner'),
    team: whole('teams', 'team'),
    members: wholeEach('users', 'members'),
    currentStatusUpdate: whole('status_updates', 'current_status_update'),
    taskCounts: ({ gid }, _args, { get }) =>
      get(`/projects/${gid}/task_counts?opt_fields=num_tasks,num_completed_tasks`),
    sections: listOf(({ gid }) => `/projects/${gid}/sections`, 'sections'),
    tasks: listOf(({ gid }) => `/tasks?project=${gid}`, 'tasks'),
  },
  Task: {
    ...renamed('dueOn'),
    assignee: whole('users', 'assignee'),
    projects: wholeEach('projects', 'projects'),
    tags: wholeEach('tags', 'tags'),
    parent: whole('tasks', 'parent'),
    subtasks: listOf(({ gid }) => `/tasks/${gid}/subtasks`, 'tasks'),
  },
  Membership: { project: whole('projects', 'project'), section: whole('sections', 'section') },
  Section: { tasks: listOf(({ gid }) => `/tasks?section=${gid}`, 'tasks') },
  Portfolio: {
    owner: whole('users', 'owner'),
    items: listOf(({ gid }) => `/portfolios/${gid}/items`, 'projects'),
  },
  Workspace: {
    projects: listOf(({ gid }) => `/projects?workspace=${gid}`, 'projects'),
    projectTemplates: listOf(({ gid }) => `/project_templates?workspace=${gid}`, 'project_templates'),
  },
  ProjectTemplate: { ...renamed('requestedDates', 'requestedRoles'), team: whole('teams', 'team') },
  StatusUpdate: { ...renamed('statusType'), author: whole('users', 'author') },
  TaskCounts: renamed('numTasks', 'numCompletedTasks'),
};

/** The schema. The context has `get(path)`, which resolves to what stands under `data`. */
export const schema = createSchema({ typeDefs, resolvers });
