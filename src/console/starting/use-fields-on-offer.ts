/**
 * The custom fields that a new project will have: those of the project it copies, and those that its portfolios bring
 * along, which are seen at what is in them. Knows nothing of how they are filled in.
 */
import { useCallback, useEffect, useState } from 'react';
import { type Client, type CombinedError, useClient } from 'urql';
import { FieldsOfPortfolio, FieldsOfProject } from '../documents/pickers.ts';
import type { FieldOnOfferFragment } from '../generated/graphql.ts';

/** A field, and what brings it along. */
export interface OfferedField extends FieldOnOfferFragment {
  readonly from: readonly string[];
  /** Its value on the project that is copied. */
  readonly now: string | null;
}

/** What is on offer so far. */
export interface FieldsOnOffer {
  readonly fields: readonly OfferedField[];
  readonly fetching: boolean;
  readonly error?: CombinedError | undefined;
}

type Fields = readonly (FieldOnOfferFragment | null)[] | null | undefined;

/** Looks at the project and at each portfolio, once each. */
export function useFieldsOnOffer(project: string | null, portfolios: readonly string[]) {
  const client = useClient();
  const [offer, setOffer] = useState<FieldsOnOffer>({ fields: [], fetching: true });
  const [tries, setTries] = useState(0);
  const key = [project ?? '', ...portfolios].join(' ');
  // biome-ignore lint/correctness/useExhaustiveDependencies: asking again is a reason as good as asking for others
  useEffect(() => {
    let isLeft = false;
    const [copied, ...brought] = key.split(' ');
    setOffer((before) => ({ ...before, fetching: true, error: undefined }));
    void Promise.all([
      ...(copied ? [ofProject(client, copied)] : []),
      ...brought.map((gid) => ofPortfolio(client, gid)),
    ]).then((all) => {
      if (isLeft) return;
      const error = all.find((each) => each.error)?.error;
      setOffer({ fields: merged(all.flatMap(({ fields }) => fields)), fetching: false, error });
    });
    return () => {
      isLeft = true;
    };
  }, [client, key, tries]);
  const again = useCallback(() => setTries((before) => before + 1), []);
  return { ...offer, again };
}

async function ofProject(client: Client, gid: string) {
  const { data, error } = await client.query(FieldsOfProject, { gid }).toPromise();
  const fields = settable(data?.project?.customFields);
  return {
    fields: fields.map((field) => ({ ...field, from: [gid], now: field.displayValue ?? null })),
    error: data?.project ? undefined : error,
  };
}

async function ofPortfolio(client: Client, gid: string) {
  const { data, error } = await client.query(FieldsOfPortfolio, { gid }).toPromise();
  const fields = (data?.portfolio?.items?.nodes ?? []).flatMap((item) => settable(item?.customFields));
  return {
    fields: fields.map((field) => ({ ...field, from: [gid], now: null })),
    error: data?.portfolio ? undefined : error,
  };
}

/** Those whose values somebody can set here. */
function settable(fields: Fields): FieldOnOfferFragment[] {
  return (fields ?? []).filter(
    (field) =>
      field !== null &&
      field.enabled !== false &&
      !field.isFormulaField &&
      !field.isValueReadOnly &&
      field.representationType !== 'FORMULA' &&
      field.representationType !== 'CUSTOM_ID' &&
      field.resourceSubtype !== 'REFERENCE',
  ) as FieldOnOfferFragment[];
}

/** Each field once, with all that brings it. */
function merged(fields: readonly OfferedField[]): OfferedField[] {
  const byGid = new Map<string, OfferedField>();
  for (const field of fields) {
    const known = byGid.get(field.gid);
    byGid.set(field.gid, known ? { ...known, from: [...new Set([...known.from, ...field.from])] } : field);
  }
  return [...byGid.values()];
}
