/** Tag: a label on tasks. */
import { builder } from '../builder.ts';
import { Color } from './enums.ts';

builder.asanaObject('Tag', {
  description: 'A label on tasks.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the tag.'),
    color: t.oneOf(Color, 'Its colour.'),
    notes: t.text('What it is for.'),
    createdAt: t.moment('When it was made.'),
    followers: t.many('User', 'People who follow it.'),
    workspace: t.one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: t.text('Link to it in Asana.'),
  }),
});
