import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a task template with its recipe is one GET', async () => {
  const { photoShoot } = gateway.gids.taskTemplates;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { taskTemplate(gid: $gid) {
      name createdAt createdBy { name } project { name }
      template {
        name taskResourceSubtype description htmlDescription relativeStartOn relativeDueOn dueTime
        followers { name } memberships { name } subtasks { name taskResourceSubtype } attachments { name }
      }
    } }`,
    { gid: photoShoot },
  );
  expect(errors).toEqual([]);
  expect(data.taskTemplate).toEqual({
    name: 'Photo shoot',
    createdAt: '2026-03-09T11:00:00.000Z',
    createdBy: { name: 'Ada Okafor' },
    project: { name: 'Autumn Launch Campaign' },
    template: {
      name: 'Photo shoot',
      taskResourceSubtype: 'DEFAULT_TASK',
      description: 'Who, where, which products, rain plan.',
      htmlDescription: '<body>Who, where, which products, rain plan.</body>',
      relativeStartOn: 1,
      relativeDueOn: 5,
      dueTime: null,
      followers: [{ name: 'Sofia Rossi' }],
      memberships: [{ name: 'Autumn Launch Campaign' }],
      subtasks: [
        { name: 'Book the photographer', taskResourceSubtype: 'DEFAULT_TASK' },
        { name: 'Pack the samples', taskResourceSubtype: 'DEFAULT_TASK' },
      ],
      attachments: [],
    },
  });
  expect(calls).toEqual([
    `GET /task_templates/${photoShoot} [created_at,created_by.name,name,project.name,template.attachments.name,template.description,template.due_time,template.followers.name,template.html_description,template.memberships.name,template.name,template.relative_due_on,template.relative_start_on,template.subtasks.name,template.subtasks.task_resource_subtype,template.task_resource_subtype]`,
  ]);
});

test('an unknown task template is null without an error', async () => {
  const { data, errors } = await gateway.run('{ taskTemplate(gid: "999") { name } }');
  expect(data).toEqual({ taskTemplate: null });
  expect(errors).toEqual([]);
});
