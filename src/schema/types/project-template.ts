/** ProjectTemplate: a recipe for projects, with the dates and roles it asks for. */
import { checkGid } from '../../asana/api/ids.ts';
import { defineObject, defineQueries, flag, many, one, oneOf, text } from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';

defineObject('ProjectTemplate', {
  description: 'A template projects are made from with `instantiateProject`.',
  is: 'record',
  fields: {
    name: text('Name of the template.'),
    description: text('Description as plain text.'),
    htmlDescription: text('Description with formatting, as HTML.'),
    public: flag('Whether its whole team sees it.'),
    owner: one('User', 'Who is responsible for it.'),
    team: one('Team', 'The team it belongs to.'),
    color: oneOf('Color', 'The colour its projects get.'),
    requestedDates: many(
      'DateVariable',
      'The dates it asks for; give each in `requestedDates` of `instantiateProject`.',
    ),
    requestedRoles: many(
      'TemplateRole',
      'The roles it asks for; give each in `requestedRoles` of `instantiateProject`.',
    ),
  },
});

defineObject('DateVariable', {
  description: 'A date a template asks for.',
  is: 'gid-value',
  fields: { name: text('Name to show in a form.'), description: text('What the date is for.') },
});

defineObject('TemplateRole', {
  description: 'A role a template asks a person for.',
  is: 'gid-value',
  fields: { name: text('Name to show in a form.') },
});

defineQueries({
  projectTemplate: {
    type: 'ProjectTemplate',
    description: 'One project template; null when there is none, or the token may not see it.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id." } },
    resolve: ({ gid }, context, info) =>
      readRecord('ProjectTemplate', checkGid(gid as string, 'gid'), context, info),
  },
});
