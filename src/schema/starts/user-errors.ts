/** UserError: a mistake of the caller, as the payloads of starts and writes tell it. */
import { USER_ERROR_CODES, type UserError } from '../../starts/user-errors.ts';
import { builder } from '../builder.ts';

const UserErrorCode = builder.enumType('UserErrorCode', {
  description: 'What kind of mistake it is.',
  values: Object.fromEntries(
    Object.entries(USER_ERROR_CODES).map(([code, description]) => [code, { value: code, description }]),
  ),
});

/** A mistake of the caller, as payloads list it. */
export const UserErrorRef = builder.objectRef<UserError>('UserError');
builder.objectType(UserErrorRef, {
  description: 'A mistake of the caller that kept something from being started or written.',
  fields: (t) => ({
    code: t.field({
      type: UserErrorCode,
      nullable: false,
      description: 'What kind of mistake it is.',
      resolve: ({ code }) => code,
    }),
    message: t.string({
      nullable: false,
      description: "What is wrong, mostly in Asana's own words.",
      resolve: ({ message }) => message,
    }),
    field: t.stringList({
      nullable: { list: true, items: false },
      description:
        'Path to the mistake in the arguments, such as `["input", "requestedRoles"]`, where it can be told.',
      resolve: ({ field }) => (field ? [...field] : null),
    }),
  }),
});
