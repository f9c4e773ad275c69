/** The input types of a list: one start under its name for each item. */

import { START_NAMES, STARTS } from '../../asana/api/starts.ts';
import { capitalised } from '../../capitalised.ts';
import { builder } from '../builder.ts';
import { CALLBACK_FIELD } from '../callbacks/input.ts';
import { inputField } from '../input-field.ts';
import { JOB_KINDS } from '../starts/table.ts';

/** The starts that make a job; the others cannot be followed. */
const IN_LISTS = START_NAMES.filter((name) => 'fills' in STARTS[name]);

const StartItemInput = builder.inputType('StartItemInput', {
  description:
    'One start of a list: exactly one of these, as its mutation takes it. What belongs to the list (`idempotencyKey`, `waitForSlot`, `callback`) is not taken here.',
  isOneOf: true,
  fields: (t) =>
    Object.fromEntries(
      IN_LISTS.map((name) => {
        const type = `${capitalised(name)}Input`;
        return [name, inputField(t, { type, description: JOB_KINDS[name].description })];
      }),
    ),
});

const OnFailure = builder.enumType('OnFailure', {
  description: 'What becomes of a list when an item of it fails.',
  values: {
    CONTINUE: { value: 'continue', description: 'The others go on.' },
    STOP: {
      value: 'stop',
      description: 'The first item that is `FAILED`, `REFUSED` or `UNKNOWN` cancels what waits.',
    },
  },
} as const);

/** What `startMany` takes. */
export const StartManyInputRef = builder.inputType('StartManyInput', {
  description: 'Many starts, carried out one after the other.',
  fields: (t) => ({
    items: t.field({
      type: [StartItemInput],
      required: true,
      description: 'What to start, 1 to 1,000, in this order.',
    }),
    onFailure: t.field({
      type: OnFailure,
      defaultValue: 'continue',
      description: 'Whether the others go on when one fails.',
    }),
    idempotencyKey: t.string({
      description:
        'Your own unique text for this list. The same key never begins it twice within 24 hours; the same list is shown again, as it is then.',
    }),
    callback: inputField(t, CALLBACK_FIELD),
  }),
});
