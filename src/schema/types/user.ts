/** User: a person, and `me`. */
import { checkGid, checkUserGid } from '../../asana/api/ids.ts';
import { connection, inlineConnection, readPage } from '../asana-plugin/connection.ts';
import { defineObject, defineQueries, many, one, text } from '../asana-plugin/define.ts';
import { readRecord } from '../asana-plugin/read-record.ts';
import { gidForPath } from '../asana-plugin/ref.ts';

defineObject('User', {
  description: 'A person.',
  is: 'record',
  fields: {
    name: text('Name of the person.'),
    email: text('E-mail address, where the caller may see it.'),
    photo: one('UserPhoto', 'Pictures of the person; null without one.', { identified: false }),
    customFields: many('CustomField', 'Values of custom fields on this person.'),
    workspaces: inlineConnection('Workspace', 'workspaces', 'The workspaces shared with the caller.'),
    teams: teams(),
  },
});

defineObject('UserPhoto', {
  description: 'Links to one picture in several sizes.',
  is: 'value',
  fields: {
    image21x21: text('21 pixels square.', { key: 'image_21x21' }),
    image27x27: text('27 pixels square.', { key: 'image_27x27' }),
    image36x36: text('36 pixels square.', { key: 'image_36x36' }),
    image60x60: text('60 pixels square.', { key: 'image_60x60' }),
    image128x128: text('128 pixels square.', { key: 'image_128x128' }),
    image1024x1024: text('1024 pixels square.', { key: 'image_1024x1024' }),
  },
});

defineQueries({
  user: {
    type: 'User',
    description:
      'One person, by gid, e-mail address or `me`; null when there is none, or the token may not see them.',
    args: { gid: { type: 'ID', required: true, description: "Asana's id, an e-mail address, or `me`." } },
    resolve: ({ gid }, context, info) =>
      readRecord('User', checkUserGid(gid as string, 'gid'), context, info),
  },
  me: {
    type: 'User',
    description: 'The person the token belongs to.',
    resolve: (_args, context, info) => readRecord('User', 'me', context, info),
  },
});

function teams() {
  const list = {
    type: 'Team',
    description: 'The teams of this person in an organization.',
    route: '/users/{gid}/teams',
  };
  const field = connection(list);
  return {
    ...field,
    args: {
      organizationGid: {
        type: 'ID',
        required: true,
        description: 'The organization (or workspace) to look in.',
      },
      ...field.args,
    },
    resolve: ((ref, args, context, info) =>
      readPage(
        {
          ...list,
          params: { organization: checkGid(args.organizationGid as string, 'organizationGid') },
          fromCaller: true,
        },
        gidForPath(ref),
        args,
        context,
        info,
      )) as typeof field.resolve,
  };
}
