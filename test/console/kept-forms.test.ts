import { beforeEach, expect, test, vi } from 'vitest';
import type * as KeptForms from '../../src/console/kept-forms.ts';

let store: Map<string, string>;
let forms: typeof KeptForms;

beforeEach(async () => {
  store = new Map();
  const sessionStorage = {
    getItem: (key: string) => store.get(key) ?? null,
    setItem: (key: string, value: string) => store.set(key, value),
    removeItem: (key: string) => store.delete(key),
  };
  vi.stubGlobal('window', { sessionStorage });
  // The page reads its settings from an attribute of the document it is in.
  vi.stubGlobal('document', { getElementById: () => null });
  forms = await import('../../src/console/kept-forms.ts');
});

function write(name: string, text: string) {
  const form = forms.keepForm(name, () => '');
  form.hold(text);
  form.write();
  return form;
}

const found = (name: string): string => forms.keepForm(name, () => 'empty').begun;

test('a form is found as it was left, until it is sent', () => {
  const form = write('a', 'half');
  expect(found('a')).toBe('half');

  form.forget();
  form.hold('later');
  form.write();
  expect(found('a')).toBe('empty');
});

test('a form that nobody wrote in is not kept', () => {
  forms.keepForm('a', () => '').write();
  expect(store.size).toBe(0);
});

test('the oldest of more than twenty go', () => {
  for (let number = 0; number <= 20; number += 1) write(`form ${number}`, 'half');
  expect(['form 0', 'form 1', 'form 20'].map(found)).toEqual(['empty', 'half', 'half']);
});

test('the oldest go when there is no room for all', () => {
  write('first', 'x'.repeat(2_000_000));
  write('second', 'x'.repeat(1_500_000));
  expect(found('first')).toBe('empty');
  expect(found('second')).toHaveLength(1_500_000);
});

test('nothing is left when somebody signs out, nor of what is open then', () => {
  const form = forms.keepForm('a', () => '');
  form.hold('half');
  forms.forgetForms();
  form.write();
  expect(found('a')).toBe('empty');
});
