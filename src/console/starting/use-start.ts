/** Starting: the mutation, its idempotency key, and what became of it. Knows no form. */
import type { TypedDocumentNode } from '@graphql-typed-document-node/core';
import { useRef, useState } from 'react';
import { type CombinedError, useClient } from 'urql';
import * as documents from '../documents/starts.ts';
import type { Mistake } from '../errors.ts';
import type { JobCardFragment } from '../generated/graphql.ts';
import { newId } from '../new-id.ts';
import type { StartName } from './starts.ts';

/** A project that is there already. */
export interface Existing {
  readonly gid: string;
  readonly name?: string | null;
  readonly permalinkUrl?: string | null;
}

interface Started {
  readonly job?: JobCardFragment | null;
  readonly organizationExport?: { readonly gid: string } | null;
  readonly existing?: readonly Existing[] | null;
  readonly userErrors: readonly Mistake[];
}

type StartDocument = TypedDocumentNode<{ started?: Started | null }, { input: object }>;

const DOCUMENTS = {
  instantiateProject: documents.InstantiateProject,
  duplicateProject: documents.DuplicateProject,
  duplicateTask: documents.DuplicateTask,
  instantiateTask: documents.InstantiateTask,
  duplicatePortfolio: documents.DuplicatePortfolio,
  saveProjectAsTemplate: documents.SaveProjectAsTemplate,
  createGraphExport: documents.CreateGraphExport,
  createResourceExport: documents.CreateResourceExport,
  createOrganizationExport: documents.CreateOrganizationExport,
} as const satisfies Record<StartName, unknown>;

/** Seconds that a start may wait until one of the five running jobs has finished. */
const PATIENCE_SECONDS = 55;

/** What became of the last try. */
export interface Outcome {
  readonly error?: CombinedError | undefined;
  readonly mistakes: readonly Mistake[];
  readonly existing: readonly Existing[];
}

const NOTHING: Outcome = { mistakes: [], existing: [] };

/** A start that may be tried again without ever being done twice. `begunKey` is the key of what is written at first. */
export function useStart(start: StartName, begunKey: string) {
  const client = useClient();
  const [fetching, setFetching] = useState<'no' | 'yes' | 'patiently'>('no');
  const [outcome, setOutcome] = useState(NOTHING);
  // One key for what is written here now: asking again after a lost answer never starts it twice.
  const key = useRef(begunKey);

  /** Something was changed: the next try is another one, and what was wrong with these inputs may be right now. */
  function changed(inputs: readonly string[]): void {
    key.current = newId();
    setOutcome((before) => ({
      ...before,
      mistakes: before.mistakes.filter(({ field }) => !inputs.includes(field?.[1] ?? '')),
    }));
  }

  async function run(input: object, { patient = false } = {}): Promise<Started | null> {
    setFetching(patient ? 'patiently' : 'yes');
    const document = DOCUMENTS[start] as StartDocument;
    const { data, error } = await client
      .mutation(document, {
        input: {
          ...input,
          idempotencyKey: key.current,
          ...(patient && { waitForSlot: PATIENCE_SECONDS }),
        },
      })
      .toPromise();
    setFetching('no');
    const started = data?.started ?? null;
    // A refused start is over: the next try is a new one. A lost answer is not: the key stays.
    if (started) key.current = newId();
    const answered = started?.job || started?.organizationExport;
    setOutcome({
      error: answered ? undefined : error,
      mistakes: started?.userErrors ?? [],
      existing: started?.existing ?? [],
    });
    return answered ? started : null;
  }

  return { run, changed, keyNow: () => key.current, fetching, ...outcome };
}
