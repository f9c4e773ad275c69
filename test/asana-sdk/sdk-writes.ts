/** What is written through Asana's own client: each write of the table, as the client's own documentation has it. */
import type { WriteName } from '../../src/asana/api/writes.ts';
import type { Sandbox } from '../../src/index.ts';
import type { SdkCall } from './sdk.ts';

/** Every write, on the seeded data, in an order in which each can be done. */
export function writesOf({ gids }: Sandbox): Record<WriteName, SdkCall> {
  const { projects, tasks, portfolios, sections, tags, users, customFields, enumOptions } = gids;
  const call = (area: string, method: string, ...args: unknown[]): SdkCall => ({ area, method, args });
  const fields = { opt_fields: 'name,notes' };
  const of = (data: Record<string, unknown>) => ({ data });
  const project = projects.website;
  const task = tasks.shared;
  const members = { members: `${users.yuki},me` };
  const values = { custom_fields: { [customFields.priority]: enumOptions.low, [customFields.effort]: 2 } };
  const status = { parent: project, text: 'Late', status_type: 'at_risk' };
  return {
    updateProject: call(
      'ProjectsApi',
      'updateProject',
      of({ name: 'By hand', due_on: null }),
      project,
      fields,
    ),
    addProjectMembers: call('ProjectsApi', 'addMembersForProject', of(members), project, fields),
    removeProjectMembers: call('ProjectsApi', 'removeMembersForProject', of(members), project, fields),
    addProjectCustomField: call(
      'ProjectsApi',
      'addCustomFieldSettingForProject',
      of({ custom_field: customFields.supplier, is_important: true }),
      project,
      {},
    ),
    addItemToPortfolio: call(
      'PortfoliosApi',
      'addItemForPortfolio',
      of({ item: project }),
      portfolios.marketing,
    ),
    removeItemFromPortfolio: call(
      'PortfoliosApi',
      'removeItemForPortfolio',
      of({ item: project }),
      portfolios.marketing,
    ),
    createSection: call('SectionsApi', 'createSectionForProject', project, {
      body: of({ name: 'Later' }),
      opt_fields: 'name',
    }),
    createTask: call('TasksApi', 'createTask', of({ name: 'By hand', projects: [project] }), fields),
    updateTask: call('TasksApi', 'updateTask', of({ name: 'By hand', ...values }), task, fields),
    addTaskToProject: call('TasksApi', 'addProjectForTask', of({ project }), tasks.first),
    addTaskToSection: call('SectionsApi', 'addTaskForSection', sections.done, { body: of({ task }) }),
    addTaskFollowers: call('TasksApi', 'addFollowersForTask', of({ followers: ['me'] }), task, fields),
    addTaskTag: call('TasksApi', 'addTagForTask', of({ tag: tags.urgent }), task),
    addComment: call('StoriesApi', 'createStoryForTask', of({ text: 'By hand' }), task, {
      opt_fields: 'text',
    }),
    createStatusUpdate: call('StatusUpdatesApi', 'createStatusForObject', of(status), {
      opt_fields: 'title',
    }),
    deleteTask: call('TasksApi', 'deleteTask', tasks.last),
  };
}
