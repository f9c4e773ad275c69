/**
 * Where callbacks go, as the setting says it: names, URLs and secrets. Pure; what is said of a mistake names an endpoint
 * and repeats neither its URL nor a secret.
 */
import { keyThatStandsTwice } from '../json.ts';
import { InvalidValue, isLoopback, type ValueType } from './values.ts';

/** One place that is told of what was started. */
export interface CallbackEndpoint {
  /** What callers and logs call it. */
  readonly name: string;
  /** Shown to nobody. */
  readonly url: string;
  /** What its messages are signed with, each `whsec_` and base64: the secret, and the one before it while there are two. */
  readonly secrets: readonly string[];
}

/** Endpoints of one gateway: each has places and rows of its own. */
const MOST_ENDPOINTS = 32;
const SECRET_BYTES = { least: 24, most: 64 };
const KEYS: ReadonlySet<string> = new Set(['url', 'secret', 'previousSecret']);

const REST =
  'names of letters, digits, dots, dashes and underscores, URLs https unless loopback, secrets whsec_ and 24 to 64 bytes in base64';

/** A JSON object: name → url, secret and, while a secret is replaced, the previous one. */
export const callbackEndpoints: ValueType<readonly CallbackEndpoint[]> = {
  takes: `a JSON object such as {"crm": {"url": "https://…", "secret": "whsec_…"}}, with a previousSecret while a secret is replaced; ${REST}`,
  parse: (text) => {
    const entries = Object.entries(objectIn(text, 'something else'));
    const [twice, ...within] = keyThatStandsTwice(text) ?? [];
    if (entries.length > MOST_ENDPOINTS) throw new InvalidValue(`more than ${MOST_ENDPOINTS} callbacks`);
    return entries.map(([name, value], index) => {
      if (!/^[\w.-]{1,64}$/.test(name)) {
        throw new InvalidValue(`a name that is none (number ${index + 1} of ${entries.length})`);
      }
      if (name === twice && within.length === 0) throw new InvalidValue(`${JSON.stringify(name)} twice`);
      return endpointOf(name, isObject(value) ? value : {}, name === twice ? within : []);
    });
  },
  inCode: {
    takes: `a list of { name, url, secrets }, with the previous secret behind the present one while it is replaced; ${REST}`,
    written: (value) => {
      const entries = Array.isArray(value) ? value.map(writtenEntry) : [null];
      return entries.includes(null) ? null : `{${entries.join()}}`;
    },
  },
};

/** What stands in the object for an endpoint as a program has it. */
function writtenEntry(endpoint: unknown): string | null {
  if (!isObject(endpoint)) return null;
  const { name, url, secrets, ...more } = endpoint;
  if (!Array.isArray(secrets) || secrets.length > 2 || Object.keys(more).length > 0) return null;
  if ([name, url, ...secrets].some((text) => typeof text !== 'string')) return null;
  const [secret, previousSecret] = secrets as readonly string[];
  return `${JSON.stringify(name)}:${JSON.stringify({ url, secret, previousSecret })}`;
}

function endpointOf(
  name: string,
  value: Readonly<Record<string, unknown>>,
  [twice]: readonly string[],
): CallbackEndpoint {
  const wrong = (what: string) => new InvalidValue(`for ${JSON.stringify(name)} ${what}`);
  if (Object.keys(value).some((key) => !KEYS.has(key))) {
    throw wrong('something beside url, secret and previousSecret');
  }
  if (twice !== undefined) throw wrong(`${twice} twice`);
  const { url, secret, previousSecret = null } = value;
  const parsed = typeof url === 'string' && URL.canParse(url) ? new URL(url) : null;
  if (!parsed) throw wrong('a url that is none');
  if (parsed.username || parsed.password) throw wrong('a url with a user or password in it');
  const isSecure =
    parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLoopback(parsed.hostname));
  if (!isSecure) throw wrong('a url that is neither https nor on this machine');
  if (!isSecret(secret)) throw wrong('a secret that is not whsec_ and 24 to 64 bytes in base64');
  if (previousSecret !== null && !isSecret(previousSecret)) {
    throw wrong('a previousSecret that is not whsec_ and 24 to 64 bytes in base64');
  }
  parsed.hash = '';
  return { name, url: parsed.href, secrets: [secret, ...(previousSecret === null ? [] : [previousSecret])] };
}

function isSecret(text: unknown): text is string {
  const [, encoded = ''] = (typeof text === 'string' && /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(text)) || [];
  const bytes = Buffer.from(encoded, 'base64');
  const isWhole = bytes.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '');
  return isWhole && bytes.length >= SECRET_BYTES.least && bytes.length <= SECRET_BYTES.most;
}

/** What `JSON.parse` says of a mistake repeats what it read. */
function objectIn(text: string, otherwise: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new InvalidValue('something that is no JSON');
  }
  if (!isObject(value)) throw new InvalidValue(otherwise);
  return value;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
