/**
 * Enums that more than one type uses, from Asana's own words. A word Asana adds later reads as null.
 */
import { defineEnum } from '../asana-plugin/define.ts';

const HUES = ['pink', 'green', 'blue', 'red', 'teal', 'brown', 'orange', 'purple', 'warm-gray'];

function shades(shade: 'dark' | 'light'): Record<string, string> {
  const words = HUES.map((hue) => [`${shade}-${hue}`, `A ${shade} ${hue.replace('-', ' ')}.`] as const);
  return Object.fromEntries(words);
}

defineEnum('Color', 'A colour of a project, portfolio, tag or template.', {
  ...shades('dark'),
  ...shades('light'),
  none: 'No colour.',
});

defineEnum('AccessLevel', 'What somebody may do with an object.', {
  admin: 'All of it, access included.',
  editor: 'Change it.',
  commenter: 'Comment on it.',
  viewer: 'Look at it.',
  user: 'Use it, without changing what it is.',
});
