/** User: a person, and `me`. */
import { checkGid, checkUserGid } from '../../asana/api/ids.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import { builder } from '../builder.ts';

builder.asanaObject('User', {
  description: 'A person.',
  is: 'record',
  fields: (t) => ({
    name: t.text('Name of the person.'),
    email: t.text('E-mail address, where the caller may see it.'),
    photo: t.one('UserPhoto', 'Pictures of the person; null without one.'),
    customFields: t.many('CustomField', 'Values of custom fields on this person.'),
    workspaces: t.inlineConnection('Workspace', 'The workspaces shared with the caller.'),
    teams: t.connection({
      type: 'Team',
      description: 'The teams of this person in an organization.',
      route: '/users/{gid}/teams',
      filters: {
        organizationGid: {
          type: 'ID',
          param: 'organization',
          required: true,
          description: 'The organization (or workspace) to look in.',
          check: checkGid,
        },
      },
    }),
  }),
});

builder.asanaObject('UserPhoto', {
  description: 'Links to one picture in several sizes.',
  is: 'value',
  fields: (t) => ({
    image21x21: t.text('21 pixels square.', { key: 'image_21x21' }),
    image27x27: t.text('27 pixels square.', { key: 'image_27x27' }),
    image36x36: t.text('36 pixels square.', { key: 'image_36x36' }),
    image60x60: t.text('60 pixels square.', { key: 'image_60x60' }),
    image128x128: t.text('128 pixels square.', { key: 'image_128x128' }),
    image1024x1024: t.text('1024 pixels square.', { key: 'image_1024x1024' }),
  }),
});

builder.queryFields((t) => ({
  user: t.field({
    type: 'User',
    description:
      'One person, by gid, e-mail address or `me`; null when there is none, or the token may not see them.',
    args: {
      gid: t.arg.id({ required: true, description: "Asana's id, an e-mail address, or `me`." }),
    },
    resolve: (_root, { gid }, context, info) => readRecord('User', checkUserGid(gid, 'gid'), context, info),
  }),
  me: t.field({
    type: 'User',
    description: 'The person the token belongs to.',
    resolve: (_root, _args, context, info) => readRecord('User', 'me', context, info),
  }),
}));
