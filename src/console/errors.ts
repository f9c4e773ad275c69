/** Failures in words a person can do something with. Codes decide, never the message. */
import type { CombinedError } from 'urql';

/** What to say about a failed operation. */
export function explain({ graphQLErrors, networkError }: CombinedError): string {
  if (networkError) return 'No connection right now. Jobs that were started go on in Asana.';
  const { extensions = {}, message = '' } = graphQLErrors[0] ?? {};
  switch (extensions.code) {
    case 'UNAUTHENTICATED':
      return 'Asana does not accept the token.';
    case 'FORBIDDEN':
      return 'You have no access to this in Asana.';
    case 'RATE_LIMITED':
      return `Asana is busy. Try again in ${Number(extensions.retryAfter ?? 60)} seconds.`;
    case 'UPSTREAM_ERROR':
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNREACHABLE':
    case 'SERVICE_UNAVAILABLE':
      return 'Asana does not answer properly right now. Try again in a moment.';
    case 'OUTCOME_UNKNOWN':
      return 'No reply came back, so it may have been started. Look in Asana before you start it again.';
    case 'BAD_USER_INPUT':
      return message;
    default:
      return 'Something went wrong on our side.';
  }
}

/** A mistake Asana explained. */
export interface Mistake {
  readonly code: string;
  readonly message: string;
  readonly field?: readonly string[] | null;
}

/** The mistakes about one field of the form, without the field's name in front. */
export function mistakesOf(mistakes: readonly Mistake[], field: string): string[] {
  return mistakes.filter((mistake) => mistake.field?.[1] === field).map(readable);
}

/** The mistakes that belong beside no field. */
export function otherMistakes(mistakes: readonly Mistake[], fields: readonly string[]): string[] {
  return mistakes.filter(({ field }) => !fields.includes(field?.[1] ?? '')).map(readable);
}

function readable({ code, message }: Mistake): string {
  switch (code) {
    case 'TOO_MANY_RUNNING_JOBS':
      return 'Five of your jobs are running, which is all Asana allows. Start this one when another has finished.';
    case 'PAYMENT_REQUIRED':
      return 'Your Asana plan does not include this.';
    case 'FORBIDDEN':
      return 'You may not do this in Asana.';
    default: {
      const missing = /Missing role \S+ \((.+)\)/.exec(message);
      return missing ? `Choose who will be ${missing[1]}.` : message.replace(/^[a-z_.]+: /, '');
    }
  }
}
