/** Comment: what somebody wrote on a task. Asana answers with one when it is written, and has no route to read it. */
import { builder } from '../builder.ts';

const Sticker = builder.asanaEnum('Sticker', 'A picture on a comment.', {
  green_checkmark: 'A green check mark.',
  people_dancing: 'People dancing.',
  dancing_unicorn: 'A unicorn dancing.',
  heart: 'A heart.',
  party_popper: 'A party popper.',
  people_waving_flags: 'People waving flags.',
  splashing_narwhal: 'A narwhal splashing.',
  trophy: 'A trophy.',
  yeti_riding_unicorn: 'A yeti riding a unicorn.',
  celebrating_people: 'People celebrating.',
  determined_climbers: 'Climbers on their way.',
  phoenix_spreading_love: 'A phoenix spreading love.',
});

builder.asanaObject('Comment', {
  description: 'A comment on a task, as Asana answers when it is written.',
  is: 'identified',
  fields: (t) => ({
    resourceSubtype: t.text("Asana's word for what it is: `comment_added`."),
    text: t.text('The comment as plain text.'),
    htmlText: t.text('The comment with formatting, as HTML.'),
    isPinned: t.flag('Whether it is pinned to the top of the task.'),
    stickerName: t.oneOf(Sticker, 'The picture on it, if there is one.'),
    createdAt: t.moment('When it was written.'),
    createdBy: t.one('User', 'Who wrote it.'),
    isEditable: t.flag('Whether its text can be changed.'),
    isEdited: t.flag('Whether its text was changed.'),
    liked: t.flag('Whether the caller liked it.'),
    likes: t.many('Like', 'Who liked it.'),
    numLikes: t.integer('How many liked it.'),
    reactionSummary: t.many('Reaction', 'How people reacted.'),
    task: t.one('Task', 'The task it is on.', { key: 'target' }),
  }),
});
