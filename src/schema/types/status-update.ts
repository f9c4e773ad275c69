/** StatusUpdate: what somebody reported about a project or portfolio. */
import {
  defineEnum,
  defineObject,
  defineUnion,
  flag,
  integer,
  many,
  moment,
  one,
  oneOf,
  text,
} from '../asana-plugin/define.ts';

defineEnum('StatusUpdateSubtype', 'What a status update is about.', {
  project_status_update: 'A project.',
  portfolio_status_update: 'A portfolio.',
  goal_status_update: 'A goal.',
});
defineEnum('StatusType', 'How things stand.', {
  on_track: 'As planned.',
  at_risk: 'In danger of failing or of being late.',
  off_track: 'Not as planned.',
  on_hold: 'Paused.',
  complete: 'Finished.',
  achieved: 'A goal that was reached.',
  partial: 'A goal that was reached in part.',
  missed: 'A goal that was not reached.',
  dropped: 'A goal that was given up.',
});
defineUnion('StatusUpdateParent', 'What a status update is about.', ['Project', 'Portfolio']);

defineObject('StatusUpdate', {
  description: 'A report on how a project or portfolio stands.',
  is: 'record',
  fields: {
    title: text('Title of the report.'),
    resourceSubtype: oneOf('StatusUpdateSubtype', 'What it is about.'),
    text: text('The report as plain text.'),
    htmlText: text('The report with formatting, as HTML.'),
    statusType: oneOf('StatusType', 'How things stand.'),
    author: one('User', 'Who wrote it.'),
    createdAt: moment('When it was written.'),
    createdBy: one('User', 'Who posted it.'),
    modifiedAt: moment('When it last changed.'),
    liked: flag('Whether the caller liked it.'),
    likes: many('Like', 'Who liked it.'),
    numLikes: integer('How many liked it.'),
    reactionSummary: many('Reaction', 'How people reacted.', { identified: false }),
    parent: one('StatusUpdateParent', 'What it is about; null for a goal.'),
  },
});

defineObject('Reaction', {
  description: 'How many people reacted with one emoji.',
  is: 'value',
  fields: {
    emojiBase: text('The emoji.'),
    variant: text('Its variant, such as a skin tone.'),
    count: integer('How many people used it.'),
    reacted: flag('Whether the caller used it.'),
  },
});
