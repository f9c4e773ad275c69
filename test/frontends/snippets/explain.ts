import { CombinedGraphQLErrors } from '@apollo/client';

/** What to tell the person, and what to offer. */
export interface Explanation {
  readonly text: string;
  readonly offer: 'sign in' | 'try again' | 'look at Asana' | 'tell support' | 'nothing';
}

/** Turns whatever an operation failed with into words; `extensions.code` decides, never the message. */
export function explain(error: unknown): Explanation {
  if (!CombinedGraphQLErrors.is(error)) {
    return { text: 'No connection. We keep trying.', offer: 'try again' };
  }
  const { message = '', extensions = {} } = error.errors[0] ?? {};
  switch (extensions.code) {
    case 'UNAUTHENTICATED':
      return { text: 'Your session has ended.', offer: 'sign in' };
    case 'FORBIDDEN':
      return extensions.missingScope
        ? { text: `The app lacks the permission ${extensions.missingScope}.`, offer: 'sign in' }
        : { text: 'You have no access to this in Asana.', offer: 'nothing' };
    case 'NOT_FOUND':
      return { text: 'This is gone, or not shared with you.', offer: 'nothing' };
    case 'PAYMENT_REQUIRED':
      return { text: "Your Asana plan doesn't include this.", offer: 'nothing' };
    case 'BAD_USER_INPUT':
      return { text: message, offer: 'nothing' };
    case 'RATE_LIMITED':
      return { text: `Asana is busy. Ready in ${extensions.retryAfter ?? 60} s.`, offer: 'try again' };
    case 'UPSTREAM_ERROR':
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNREACHABLE':
    case 'SERVICE_UNAVAILABLE':
      return { text: "Asana doesn't answer properly right now.", offer: 'try again' };
    case 'OUTCOME_UNKNOWN':
      return { text: 'It may have been started: look before you start it again.', offer: 'look at Asana' };
    default:
      return { text: 'Something went wrong on our side.', offer: 'tell support' };
  }
}
