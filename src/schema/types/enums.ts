/**
 * Enums that more than one type uses, from Asana's own words. A word Asana adds later reads as null.
 */
import { defineEnum } from '../define.ts';

const SHADES = ['pink', 'green', 'blue', 'red', 'teal', 'brown', 'orange', 'purple', 'warm-gray'];

defineEnum('Color', 'A colour of a project, portfolio, tag or template.', [
  ...SHADES.map((shade) => `dark-${shade}`),
  ...SHADES.map((shade) => `light-${shade}`),
  'none',
]);

defineEnum('AccessLevel', 'What somebody may do with an object.', [
  'admin',
  'editor',
  'commenter',
  'viewer',
  'user',
]);
