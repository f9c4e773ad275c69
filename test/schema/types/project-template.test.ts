import { expect, test } from 'vitest';
import { withSandbox } from '../with-sandbox.ts';

const gateway = withSandbox();

test('a template tells what a form has to ask for', async () => {
  const { campaign } = gateway.gids.projectTemplates;
  const { data, errors, calls } = await gateway.run(
    `query ($gid: ID!) { projectTemplate(gid: $gid) {
      name description htmlDescription public color owner { name } team { name }
      requestedDates { gid name description } requestedRoles { gid name }
    } }`,
    { gid: campaign },
  );
  expect(errors).toEqual([]);
  expect(data.projectTemplate).toEqual({
    name: 'Marketing Campaign',
    description: 'Everything between the first idea and the last poster.',
    htmlDescription: '<body>Everything between the first idea and the last poster.</body>',
    public: true,
    color: 'LIGHT_PURPLE',
    owner: { name: 'Ada Okafor' },
    team: { name: 'Marketing' },
    requestedDates: [
      { gid: '1', name: 'Start Date', description: 'Choose a start date for your project.' },
      { gid: '2', name: 'Due Date', description: 'Choose a due date for your project.' },
    ],
    requestedRoles: [
      { gid: expect.stringMatching(/^\d+$/), name: 'Designer' },
      { gid: expect.stringMatching(/^\d+$/), name: 'Copywriter' },
    ],
  });
  expect(calls).toEqual([
    `GET /project_templates/${campaign} [color,description,html_description,name,owner.name,public,requested_dates.description,requested_dates.name,requested_roles.name,team.name]`,
  ]);
});

test('a template that asks for nothing has empty lists', async () => {
  const { checklist } = gateway.gids.projectTemplates;
  const { data } = await gateway.run(
    'query ($gid: ID!) { projectTemplate(gid: $gid) { color owner { name } requestedDates { gid } requestedRoles { gid } } }',
    { gid: checklist },
  );
  expect(data.projectTemplate).toEqual({ color: null, owner: null, requestedDates: [], requestedRoles: [] });
});

test('an unknown template is null without an error', async () => {
  const { data, errors } = await gateway.run('{ projectTemplate(gid: "999") { name } }');
  expect(data).toEqual({ projectTemplate: null });
  expect(errors).toEqual([]);
});
