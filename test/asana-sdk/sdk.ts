/** Asana's own client, pointed at a sandbox. It has no types that could be relied on: these say what is used of it. */
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Sandbox } from '../../src/index.ts';

/** What a call answers; a list can be followed by its next page. */
export interface Answer {
  // biome-ignore lint/suspicious/noExplicitAny: answers are looked into freely in tests
  readonly data: any;
  nextPage?(): Promise<Answer>;
}

/** One call: `sdk('JobsApi', 'getJob', gid, {})`. */
export type Sdk = (area: string, method: string, ...args: readonly unknown[]) => Promise<Answer>;

/** The arguments of an `Sdk`. */
export interface SdkCall {
  readonly area: string;
  readonly method: string;
  readonly args: readonly unknown[];
}

interface Client {
  basePath: string;
  readonly authentications: { readonly token: { accessToken: string } };
}

type Area = Readonly<Record<string, (...args: readonly unknown[]) => Promise<Answer>>>;

interface Package {
  readonly ApiClient: new () => Client;
  readonly [area: string]: new (client: Client) => object;
}

/** The client of the package in `folder`, calling `sandbox` with `token`. */
export function openSdk(folder: string, sandbox: Sandbox, token = sandbox.tokens.ada): Sdk {
  const asana = createRequire(path.join(folder, 'package.json'))('asana') as Package;
  const client = new asana.ApiClient();
  client.basePath = sandbox.url;
  client.authentications.token.accessToken = token;
  return async (area, method, ...args) => {
    const Api = asana[area];
    const call = Api && (new Api(client) as Area)[method];
    if (!call) throw new Error(`the client has no ${area}.${method}`);
    return call.apply(new Api(client), [...args]);
  };
}
