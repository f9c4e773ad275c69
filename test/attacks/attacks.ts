/** Every attack, by name. */
import type { Attack } from './attack.ts';
import { bodies } from './attacks/bodies.ts';
import { crowds } from './attacks/crowds.ts';
import { fuzz } from './attacks/fuzz.ts';
import { queries } from './attacks/queries.ts';
import { readers } from './attacks/readers.ts';

export const ATTACKS: readonly Attack[] = [...queries, ...readers, ...crowds, ...bodies, ...fuzz];
