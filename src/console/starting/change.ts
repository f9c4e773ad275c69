/** How parts of a form say what was changed. */
import type { Draft } from './draft.ts';

/** Takes what is different now. */
export type Change = (changes: Partial<Draft>) => void;
