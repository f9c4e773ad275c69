/** StatusUpdate: what somebody reported about a project or portfolio. */
import { builder } from '../builder.ts';

const StatusUpdateSubtype = builder.asanaEnum('StatusUpdateSubtype', 'What a status update is about.', {
  project_status_update: 'A project.',
  portfolio_status_update: 'A portfolio.',
  goal_status_update: 'A goal.',
});
const StatusType = builder.asanaEnum('StatusType', 'How things stand.', {
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
const StatusUpdateParent = builder.asanaUnion('StatusUpdateParent', 'What a status update is about.', [
  'Project',
  'Portfolio',
]);

builder.asanaObject('StatusUpdate', {
  description: 'A report on how a project or portfolio stands.',
  is: 'record',
  fields: (t) => ({
    title: t.text('Title of the report.'),
    resourceSubtype: t.oneOf(StatusUpdateSubtype, 'What it is about.'),
    text: t.text('The report as plain text.'),
    htmlText: t.text('The report with formatting, as HTML.'),
    statusType: t.oneOf(StatusType, 'How things stand.'),
    author: t.one('User', 'Who wrote it.'),
    createdAt: t.moment('When it was written.'),
    createdBy: t.one('User', 'Who posted it.'),
    modifiedAt: t.moment('When it last changed.'),
    liked: t.flag('Whether the caller liked it.'),
    likes: t.many('Like', 'Who liked it.'),
    numLikes: t.integer('How many liked it.'),
    reactionSummary: t.many('Reaction', 'How people reacted.'),
    parent: t.one(StatusUpdateParent, 'What it is about; null for a goal.'),
  }),
});

builder.asanaObject('Reaction', {
  description: 'How many people reacted with one emoji.',
  is: 'value',
  fields: (t) => ({
    emojiBase: t.text('The emoji.'),
    variant: t.text('Its variant, such as a skin tone.'),
    count: t.integer('How many people used it.', {
      undocumented: 'The document has any number there; it counts people.',
    }),
    reacted: t.flag('Whether the caller used it.'),
  }),
});
