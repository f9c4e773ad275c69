/** Failures in words a person can do something with. Codes decide, never the message. */
import type { CombinedError } from 'urql';
import { inWords } from './in-words.ts';

/** What to say about a failed operation. */
export function explain({ graphQLErrors, networkError }: CombinedError): string {
  if (networkError) return 'No connection right now. Jobs that were started go on in Asana.';
  const { extensions = {}, message = '' } = graphQLErrors[0] ?? {};
  const wait = `Try again in ${inWords(Number(extensions.retryAfter ?? 60))}.`;
  const ours = OUR_LIMITS[String(extensions.limit)];
  if (ours) return ours(wait);
  switch (extensions.code) {
    case 'UNAUTHENTICATED':
      return 'The token is not accepted.';
    case 'FORBIDDEN':
      return extensions.missingScope
        ? `This token may not do that: it lacks the scope ${String(extensions.missingScope)}. Bring one that has it.`
        : 'You have no access to this in Asana. Whoever owns it there can give you access.';
    case 'NOT_FOUND':
      return 'This is not in Asana any more, or not visible to you.';
    case 'PAYMENT_REQUIRED':
      return 'Your Asana plan does not include this.';
    case 'RATE_LIMITED':
      return `That is more than Asana takes from you at once. ${wait}`;
    case 'SERVICE_UNAVAILABLE':
      return 'This gateway has too much to do just now; Asana is not concerned. Try again in a moment: nothing is started twice.';
    case 'UPSTREAM_ERROR':
    case 'UPSTREAM_TIMEOUT':
    case 'UPSTREAM_UNREACHABLE':
      return 'Asana does not answer properly right now. Try again in a moment.';
    case 'OUTCOME_UNKNOWN':
      return 'No reply came back, so it may have been started all the same.';
    case 'BAD_REQUEST':
    case 'BAD_USER_INPUT':
      return message;
    case 'QUERY_TOO_LARGE':
      return 'That is more than this gateway takes at once. Split it in two, and send one after the other.';
    default:
      return 'Something went wrong in this gateway. Try again; if it stays so, tell whoever runs it.';
  }
}

/** What the gateway itself allows one person, by the name of the limit; Asana has no part in it. */
const OUR_LIMITS: Readonly<Record<string, (wait: string) => string>> = {
  lists: () =>
    'You have as many lists under way as this gateway takes from one person. Wait until one is over, or cancel one.',
  errands: () =>
    'As many of your projects are being changed afterwards as this gateway takes from one person. Wait until some are done, or start this one without changes.',
  idempotencyKeys: (wait) => `You have started more since yesterday than this gateway keeps in mind. ${wait}`,
  streams: () => 'This tab watches as much at once as it may. Reload the page to see how it stands.',
  wrongKeys: (wait) =>
    `Too many wrong keys came from where you are. ${wait} If yours is right, it works again then.`,
};

/** Whether nobody knows if something was started. */
export function isOutcomeUnknown(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'OUTCOME_UNKNOWN');
}

/** Whether the token lacks the right. */
export function isForbidden(error: CombinedError): boolean {
  return error.graphQLErrors.some(({ extensions }) => extensions.code === 'FORBIDDEN');
}

/** A mistake Asana explained. */
export interface Mistake {
  readonly code: string;
  readonly message: string;
  readonly field?: readonly string[] | null;
}

/** The mistakes at a path of the input, or below it. */
export function mistakesAt(mistakes: readonly Mistake[], ...path: readonly string[]): string[] {
  return mistakes.filter(({ field }) => path.every((part, at) => field?.[at + 1] === part)).map(readable);
}

/** The mistakes that belong beside none of these fields. */
export function otherMistakes(mistakes: readonly Mistake[], fields: readonly string[]): string[] {
  return mistakes.filter(({ field }) => !fields.includes(field?.[1] ?? '')).map(readable);
}

/** A mistake in words. */
export function readable({ code, message }: Mistake): string {
  switch (code) {
    case 'TOO_MANY_RUNNING_JOBS':
      return 'Five of your jobs are running, which is all Asana allows at once.';
    case 'PAYMENT_REQUIRED':
      return 'Your Asana plan does not include this.';
    case 'FORBIDDEN':
      return 'You may not do this in Asana. Whoever owns it there can give you the right.';
    default: {
      const missing = /Missing role \S+ \((.+)\)/.exec(message);
      return missing ? `Choose who will be ${missing[1]}.` : message.replace(/^[a-z_.]+: /, '');
    }
  }
}
