/** The schema with a sandbox behind it whose callbacks go to a real receiver, which has received nothing before a test. */
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { ExecutorOptions } from '../support/execute.ts';
import { openReceiver, type Receiver, SECRET } from '../support/webhook-receiver.ts';
import { type WithSandbox, withSandbox } from './with-sandbox.ts';

/** A gateway's schema, and the receiver that it knows as `crm`. */
export interface WithReceiver extends WithSandbox {
  readonly crm: Receiver;
}

/** Makes both for the file that calls it. */
export function withReceiver(options: ExecutorOptions = {}): WithReceiver {
  let opened: Receiver | undefined;
  const crm = (): Receiver => {
    if (!opened) throw new Error('the receiver is there while tests run, not while they are collected');
    return opened;
  };
  beforeAll(async () => {
    opened = await openReceiver();
  });
  afterAll(async () => {
    await opened?.[Symbol.asyncDispose]();
  });
  const gateway = withSandbox(() => ({
    callbacks: [{ name: 'crm', url: crm().url, secrets: [SECRET] }],
    ...options,
  }));
  beforeEach(() => {
    crm().received.length = 0;
    crm().always = 204;
  });
  return Object.defineProperty(gateway, 'crm', { get: crm }) as WithReceiver;
}
