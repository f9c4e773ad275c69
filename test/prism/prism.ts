/**
 * A witness between a gateway and a sandbox: Prism, in a process of its own, which holds each call and each reply
 * against Asana's document. Collects what it objects to; judges nothing.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const DOCUMENT = fileURLToPath(new URL('../../src/asana/api/openapi.json', import.meta.url));

/** Something that is not as the document says. */
export interface Violation {
  readonly side: 'gateway' | 'sandbox';
  /** `GET /tasks/{gid}`. */
  readonly call: string;
  /** Where in it: `query.opt_fields.#`, `body.data.#.name`; `#` stands for any place in a list. */
  readonly at: string;
  /** The rule of JSON Schema, such as `enum` or `type`; a status for a token or the like; `other`. */
  readonly rule: string;
  readonly message: string;
}

/** Everything that passed. */
export interface Testimony {
  /** `GET /tasks/{gid} 200`, in order. */
  readonly calls: readonly string[];
  readonly violations: readonly Violation[];
}

/** A running witness. */
export interface Witness extends AsyncDisposable {
  /** Base URL for a gateway. */
  readonly url: string;
  testimony(): Promise<Testimony>;
}

interface Objection {
  /** Missing where it is about the whole: the token, the status. */
  readonly path?: readonly (string | number)[];
  readonly code?: string | number;
  readonly message: string;
}

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly request?: readonly Objection[];
  readonly response?: readonly Objection[];
  readonly problem?: string;
}

/** Starts the witness of `folder`'s package in front of `upstream`; without one it is a mock of the document. */
export async function openWitness(folder: string, upstream?: string): Promise<Witness> {
  const child = spawn(process.execPath, ['witness.mjs', DOCUMENT, ...(upstream ? [upstream] : [])], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close').then(([code]) => {
    throw new Error(`the witness ended with ${code}`);
  });
  ended.catch(() => {});
  const [port] = await Promise.race([once(child.stdout, 'data'), ended]);
  const url = `http://127.0.0.1:${String(port).trim()}`;
  return {
    url,
    async testimony() {
      const seen = (await (await fetch(`${url}/-/seen`)).json()) as Seen[];
      const problems = seen.filter(({ problem }) => problem !== undefined);
      if (problems.length > 0) throw new Error(`the witness failed: ${JSON.stringify(problems[0])}`);
      return {
        calls: seen.map((each) => `${callOf(each)} ${each.status}`),
        violations: seen.flatMap((each) => [
          ...(each.request ?? []).map((objection) => violationOf('gateway', each, objection)),
          ...(each.response ?? []).map((objection) => violationOf('sandbox', each, objection)),
        ]),
      };
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
    },
  };
}

function callOf({ method, url }: Seen): string {
  return `${method} ${(url.split('?')[0] ?? '').replace(/\/(\d+|me)(?=\/|$)/g, '/{gid}')}`;
}

function violationOf(
  side: Violation['side'],
  seen: Seen,
  { path = [], code, message }: Objection,
): Violation {
  const [, ...at] = path[0] === 'request' || path[0] === 'response' ? path : ['', ...path];
  return {
    side,
    call: callOf(seen),
    at: at.map((part) => (/^\d+$/.test(String(part)) ? '#' : part)).join('.'),
    rule: String(code ?? 'other'),
    message,
  };
}
