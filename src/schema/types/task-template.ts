/** TaskTemplate: a recipe for one task, kept in a project. */
import type { AsanaFieldBuilder } from '../asana-plugin/field-builder.ts';
import { builder } from '../builder.ts';

const RecipeSubtype = builder.asanaEnum('RecipeSubtype', 'What sort of task a recipe makes.', {
  default_task: 'An ordinary task.',
  milestone_task: 'A milestone: a point in time rather than work.',
  approval_task: 'An approval: somebody decides.',
});

builder.asanaObject('TaskTemplate', {
  description: 'A template tasks are made from with `instantiateTask`.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the template.'),
    project: t.one('Project', 'The project it is kept in.'),
    template: t.one('TaskTemplateRecipe', 'What the task will look like.'),
    createdBy: t.one('User', 'Who made it.'),
    createdAt: t.moment('When it was made.'),
  }),
});

const compact = <Name extends 'TaskTemplateRecipe' | 'TaskTemplateRecipeCompact'>(
  t: AsanaFieldBuilder<Name>,
) => ({
  name: t.text('Name the task will have.'),
  taskResourceSubtype: t.oneOf(RecipeSubtype, 'What sort of task it will be.'),
});

builder.asanaObject('TaskTemplateRecipe', {
  description: 'What a task made from a template will look like. Has no id of its own.',
  is: 'value',
  fields: (t) => ({
    ...compact(t),
    description: t.text('Description as plain text.'),
    htmlDescription: t.text('Description with formatting, as HTML.'),
    memberships: t.many('Project', 'The projects the task will be in.'),
    relativeStartOn: t.integer('Days from its creation until work begins.'),
    relativeDueOn: t.integer('Days from its creation until it is due.'),
    dueTime: t.text('Time of day it will be due.'),
    dependencies: t.many('TaskTemplateRecipeCompact', 'Recipes that must be done first.'),
    dependents: t.many('TaskTemplateRecipeCompact', 'Recipes that wait for this one.'),
    followers: t.many('User', 'People who will be told about changes.'),
    attachments: t.many('Attachment', 'Files that will be attached.'),
    subtasks: t.many('TaskTemplateRecipeCompact', 'Subtasks the task will have.'),
    customFields: t.many('CustomField', 'Values of custom fields the task will have.'),
  }),
});

builder.asanaObject('TaskTemplateRecipeCompact', {
  description: 'A recipe as it stands inside another one.',
  is: 'value',
  fields: compact,
});

builder.asanaObject('Attachment', {
  description: 'A file attached to something.',
  is: 'identified',
  fields: (t) => ({
    name: t.text('Name of the file.'),
    resourceSubtype: t.text("Asana's word for where the file lives."),
  }),
});

builder.queryFields((t) => ({
  taskTemplate: t.record(
    'TaskTemplate',
    'One task template; null when there is none, or the token may not see it.',
  ),
}));
