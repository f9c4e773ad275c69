import { beforeAll, expect, test, vi } from 'vitest';
import type { placeOf as PlaceOf } from '../../src/console/address.ts';

let placeOf: typeof PlaceOf;

beforeAll(async () => {
  // The page reads its settings from an attribute of the document it is in.
  vi.stubGlobal('document', { getElementById: () => null });
  ({ placeOf } = await import('../../src/console/address.ts'));
});

test.each([
  ['/jobs', { at: 'home' }],
  ['/jobs/', { at: 'home' }],
  ['/jobs/120', { at: 'job', gid: '120' }],
  ['/jobs/120/2', { at: 'nowhere' }],
  ['/jobs/unanswered', { at: 'unknown-starts' }],
  ['/jobs/organization-exports/9', { at: 'organization-export', gid: '9' }],
  ['/jobs/new/duplicate-task', { at: 'new', start: 'duplicate-task', search: new URLSearchParams('') }],
  ['/jobs/new', { at: 'nowhere' }],
  ['/jobs/lists', { at: 'lists' }],
  ['/jobs/lists/new', { at: 'new-list' }],
  ['/jobs/lists/QnVsazox', { at: 'list', id: 'QnVsazox' }],
  ['/jobs/lists/a%3D%3D', { at: 'list', id: 'a==' }],
  ['/jobs/lists/%', { at: 'nowhere' }],
  ['/jobs/lists/%E0%A4%A', { at: 'nowhere' }],
  ['/jobs/elsewhere', { at: 'nowhere' }],
])('the address %s leads to its place', (address, place) => {
  expect(placeOf(address, '')).toEqual(place);
});
