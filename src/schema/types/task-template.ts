/** TaskTemplate: a recipe for one task, kept in a project. */
import { checkGid } from '../../asana/api/ids.ts';
import {
  defineEnum,
  defineObject,
  defineQueries,
  integer,
  many,
  moment,
  one,
  oneOf,
  text,
} from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineEnum('RecipeSubtype', 'What sort of task a recipe makes.', {
  default_task: 'An ordinary task.',
  milestone_task: 'A milestone: a point in time rather than work.',
  approval_task: 'An approval: somebody decides.',
});

defineObject('TaskTemplate', {
  description: 'A template tasks are made from with `instantiateTask`.',
  is: 'record',
  fields: {
    name: text('Name of the template.'),
    project: one('Project', 'The project it is kept in.'),
    template: one('TaskTemplateRecipe', 'What the task will look like.', { identified: false }),
    createdBy: one('User', 'Who made it.'),
    createdAt: moment('When it was made.'),
  },
});

const compact = {
  name: text('Name the task will have.'),
  taskResourceSubtype: oneOf('RecipeSubtype', 'What sort of task it will be.'),
};

defineObject('TaskTemplateRecipe', {
  description: 'What a task made from a template will look like. Has no id of its own.',
  is: 'value',
  fields: {
    ...compact,
    description: text('Description as plain text.'),
    htmlDescription: text('Description with formatting, as HTML.'),
    memberships: many('Project', 'The projects the task will be in.'),
    relativeStartOn: integer('Days from its creation until work begins.'),
    relativeDueOn: integer('Days from its creation until it is due.'),
    dueTime: text('Time of day it will be due.'),
    dependencies: many('TaskTemplateRecipeCompact', 'Recipes that must be done first.', {
      identified: false,
    }),
    dependents: many('TaskTemplateRecipeCompact', 'Recipes that wait for this one.', { identified: false }),
    followers: many('User', 'People who will be told about changes.'),
    attachments: many('Attachment', 'Files that will be attached.'),
    subtasks: many('TaskTemplateRecipeCompact', 'Subtasks the task will have.', { identified: false }),
    customFields: many('CustomField', 'Values of custom fields the task will have.'),
  },
});

defineObject('TaskTemplateRecipeCompact', {
  description: 'A recipe as it stands inside another one.',
  is: 'value',
  fields: compact,
});

defineObject('Attachment', {
  description: 'A file attached to something.',
  is: 'identified',
  fields: {
    name: text('Name of the file.'),
    resourceSubtype: text("Asana's word for where the file lives."),
  },
});

defineQueries({
  taskTemplate: {
    type: 'TaskTemplate',
    description: 'One task template; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) =>
      readRecord('TaskTemplate', checkGid(gid as string, 'gid'), context, info),
  },
});
