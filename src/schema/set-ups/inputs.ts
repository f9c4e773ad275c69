/** The input types of a set-up; what can be changed of a project and of a task is what the writes can change. */
import { PROJECT_CHANGES, TASK_CHANGES } from '../../asana/api/write-inputs.ts';
import { builder } from '../builder.ts';
import { inputField } from '../input-field.ts';
import { changesInput } from '../writes/inputs.ts';

changesInput(
  'ProjectChangesInput',
  'What is changed of a project: the fields of `updateProject`.',
  PROJECT_CHANGES,
);
changesInput('TaskChangesInput', 'What is changed of each task: the fields of `updateTask`.', TASK_CHANGES);

builder.inputType('TaskMatchInput', {
  description: 'Which tasks of a project: every one that matches exactly. At least one of the two is given.',
  fields: (t) => ({
    name: t.string({ description: 'Its name, to the letter.' }),
    section: t.string({ description: 'The name of a section it is in, to the letter.' }),
  }),
});

builder.inputType('TaskSetUpInput', {
  description: 'A change of the tasks that match.',
  fields: (t) => ({
    where: inputField(t, {
      type: 'TaskMatchInput',
      required: true,
      description: 'Which tasks. Looked for once, before the first task is changed.',
    }),
    set: inputField(t, {
      type: 'TaskChangesInput',
      required: true,
      description: 'What each of them shall be.',
    }),
  }),
});

builder.inputType('ProjectSetUpInput', {
  description:
    'What a project shall be once it is there. Every part may be repeated without harm; they are done in the order in which they stand here.',
  fields: (t) => ({
    project: inputField(t, {
      type: 'ProjectChangesInput',
      description: 'What is changed of the project.',
    }),
    members: t.stringList({
      description: 'Who becomes a member. Each a gid, an e-mail address or `me`.',
    }),
    portfolioGids: t.idList({
      description: 'The portfolios it is put into; they bring custom fields along.',
    }),
    customFields: inputField(t, {
      type: ['CustomFieldValueInput'],
      description: 'Values of custom fields, set after the portfolios.',
    }),
    tasks: inputField(t, {
      type: ['TaskSetUpInput'],
      description: 'Changes of tasks, at most 100; one that matches nothing fails alone.',
    }),
  }),
});
