/** Tag: a label on tasks. */
import { defineObject, many, moment, one, oneOf, text } from '../asana-plugin/define.ts';

defineObject('Tag', {
  description: 'A label on tasks.',
  is: 'record',
  fields: {
    name: text('Name of the tag.'),
    color: oneOf('Color', 'Its colour.'),
    notes: text('What it is for.'),
    createdAt: moment('When it was made.'),
    followers: many('User', 'People who follow it.'),
    workspace: one('Workspace', 'The workspace or organization it is in.'),
    permalinkUrl: text('Link to it in Asana.'),
  },
});
