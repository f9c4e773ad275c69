/** ProjectTemplate: a recipe for projects, with the dates and roles it asks for. */
import { builder } from '../builder.ts';
import { Color } from './enums.ts';

builder.asanaObject('ProjectTemplate', {
  description: 'A template projects are made from with `instantiateProject`.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the template.'),
    description: t.text('Description as plain text.'),
    htmlDescription: t.text('Description with formatting, as HTML.'),
    public: t.flag('Whether its whole team sees it.'),
    owner: t.one('User', 'Who is responsible for it.'),
    team: t.one('Team', 'The team it belongs to.'),
    color: t.oneOf(Color, 'The colour its projects get.'),
    requestedDates: t.many(
      'DateVariable',
      'The dates it asks for; give each in `requestedDates` of `instantiateProject`.',
    ),
    requestedRoles: t.many(
      'TemplateRole',
      'The roles it asks for; give each in `requestedRoles` of `instantiateProject`.',
    ),
  }),
});

builder.asanaObject('DateVariable', {
  description: 'A date a template asks for.',
  is: 'gid-value',
  fields: (t) => ({ name: t.text('Name to show in a form.'), description: t.text('What the date is for.') }),
});

builder.asanaObject('TemplateRole', {
  description: 'A role a template asks a person for.',
  is: 'gid-value',
  fields: (t) => ({ name: t.text('Name to show in a form.') }),
});

builder.queryFields((t) => ({
  projectTemplate: t.record(
    'ProjectTemplate',
    'One project template; null when there is none, or the token may not see it.',
  ),
}));
