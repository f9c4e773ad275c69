import { beforeAll, describe, expect, test, vi } from 'vitest';
import type * as Drafts from '../../src/console/starting/draft.ts';

let drafts: typeof Drafts;

beforeAll(async () => {
  // The page reads its settings from an attribute of the document it is in.
  vi.stubGlobal('document', { getElementById: () => null });
  drafts = await import('../../src/console/starting/draft.ts');
});

const WORKSPACE = { gid: '1', isOrganization: true };
const COPIED = { gid: '7', name: 'Launch' };
const PORTFOLIO = { gid: '8', name: 'Goals' };

function setUpOf(fields: readonly Drafts.FilledField[], portfolios = [PORTFOLIO]): unknown {
  const empty = drafts.emptyDraft('duplicateProject');
  const setUp = { ...empty.setUp, portfolios, fields };
  return drafts.inputOf('duplicateProject', { ...empty, source: COPIED, name: 'Copy', setUp }, WORKSPACE)
    .setUp;
}

describe('the custom fields of a form', () => {
  test('become an input by the type of each', () => {
    const filled = (value: Drafts.FieldValue, gid: string) => ({ gid, value, from: ['7'] });
    const fields = [
      filled({ text: 'Kern' }, '11'),
      filled({ number: '12.5' }, '12'),
      filled({ date: '2027-01-09' }, '13'),
      filled({ option: '21' }, '14'),
      filled({ options: ['22', '23'] }, '15'),
      filled({ people: [{ gid: 'me', name: 'me' }] }, '16'),
    ];

    expect(setUpOf(fields, [])).toEqual({
      customFields: [
        { gid: '11', value: { text: 'Kern' } },
        { gid: '12', value: { number: 12.5 } },
        { gid: '13', value: { date: '2027-01-09' } },
        { gid: '14', value: { enumOptionGid: '21' } },
        { gid: '15', value: { multiEnumOptionGids: ['22', '23'] } },
        { gid: '16', value: { people: ['me'] } },
      ],
    });
  });

  test('are left as they are where they were emptied again', () => {
    const empty: Drafts.FieldValue[] = [{ text: '' }, { number: '' }, { option: '' }, { options: [] }];

    expect(
      setUpOf(
        empty.map((value, index) => ({ gid: `1${index}`, value, from: ['7'] })),
        [],
      ),
    ).toBeUndefined();
  });

  test('of a portfolio go with it', () => {
    const fields = [{ gid: '11', value: { text: 'Kern' }, from: ['8'] }];

    expect(setUpOf(fields)).toEqual({
      portfolioGids: ['8'],
      customFields: [{ gid: '11', value: { text: 'Kern' } }],
    });
    expect(setUpOf(fields, [])).toBeUndefined();
  });
});

test('what belongs to an object to start from goes with it', () => {
  const draft = {
    ...drafts.emptyDraft('instantiateProject'),
    ...{ name: 'Copy', source: COPIED, dates: { '1': '2027-01-09' }, roles: { '2': PORTFOLIO } },
  };

  expect(drafts.withSource(draft, { ...COPIED })).toBe(draft);
  expect(drafts.withSource(draft, PORTFOLIO)).toMatchObject({
    ...{ name: 'Copy', source: PORTFOLIO, dates: {}, roles: {} },
  });
});
