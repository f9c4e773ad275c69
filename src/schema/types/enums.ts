/**
 * Enums that more than one type uses, from Asana's own words. A word Asana adds later reads as null.
 */
import { builder } from '../builder.ts';

const HUES = ['pink', 'green', 'blue', 'red', 'teal', 'brown', 'orange', 'purple', 'warm-gray'] as const;

type Shades<Shade extends string> = Record<`${Shade}-${(typeof HUES)[number]}`, string>;

function shades<Shade extends 'dark' | 'light'>(shade: Shade): Shades<Shade> {
  const words = HUES.map((hue) => [`${shade}-${hue}`, `A ${shade} ${hue.replace('-', ' ')}.`] as const);
  // `fromEntries` forgets which keys there are.
  return Object.fromEntries(words) as Shades<Shade>;
}

/** A colour. */
export const Color = builder.asanaEnum('Color', 'A colour of a project, portfolio, tag or template.', {
  ...shades('dark'),
  ...shades('light'),
  none: 'No colour.',
});

/** A level of access. */
export const AccessLevel = builder.asanaEnum('AccessLevel', 'What somebody may do with an object.', {
  admin: 'All of it, access included.',
  editor: 'Change it.',
  commenter: 'Comment on it.',
  viewer: 'Look at it.',
  user: 'Use it, without changing what it is.',
});
