/**
 * What each row of a table changes of the form that all share: its name, and what its other columns are about. Pure;
 * knows nothing of how a table is read or a form is drawn.
 */
import type { Draft } from '../starting/draft.ts';
import { type StartName, startKind } from '../starting/starts.ts';
import { isHeader, type Row } from './csv.ts';

/** What a template asks for, which columns may be called after. */
export interface Asked {
  readonly dates: readonly { readonly gid: string; readonly name: string }[];
  readonly roles: readonly { readonly gid: string; readonly name: string }[];
}

/** A table, understood. */
export interface Rows {
  readonly drafts: readonly Draft[];
  /** The line of each of them. */
  readonly lines: readonly number[];
  /** Columns that say something, and those that nobody knows. */
  readonly used: readonly string[];
  readonly unused: readonly string[];
  /** What is wrong, with the line it is in. */
  readonly wrong: readonly { readonly line: number; readonly message: string }[];
}

/** As many as the gateway takes. */
export const MOST_ROWS = 1_000;

/** Whether lines that were each taken for one name look like a table without titles: as many separators in each. */
export function looksLikeTable(names: readonly string[]): boolean {
  const counts = names.map((name) => name.split(/[,;]/).length);
  return counts.length > 1 && counts.every((count) => count > 1 && count === counts[0]);
}

type Fill = (draft: Draft, value: string) => Draft | string;

/** Makes a form of each row. Without a header the first column is the name. */
export function readRows(start: StartName, table: readonly Row[], shared: Draft, asked: Asked): Rows {
  const [first] = table;
  const named = first !== undefined && isHeader(first) ? first.cells : null;
  const header = named ?? ['name'];
  const fills = header.map((title) => fillOf(start, title, asked));
  const wrong: { line: number; message: string }[] = [];
  const rows = named ? table.slice(1) : table;
  const drafts = rows.map(({ line, cells, isOpen }) => {
    let draft: Draft = { ...shared, name: '' };
    if (isOpen) {
      wrong.push({ line, message: 'A quote begins here and nowhere ends. Write two where one is meant.' });
    }
    for (const [column, fill] of fills.entries()) {
      const value = cells[column] ?? '';
      if (value === '' || fill === null) continue;
      const filled = fill(draft, value);
      if (typeof filled === 'string') wrong.push({ line, message: filled });
      else draft = filled;
    }
    if (cells.slice(header.length).some((cell) => cell !== '')) {
      const message = named
        ? `It has ${cells.length} columns, and the first line names ${header.length}. Quotes hold a text together that is one.`
        : `It has ${cells.length} columns. Write a first line that names them.`;
      wrong.push({ line, message });
    }
    if (draft.name === '' && startKind(start).name?.required)
      wrong.push({ line, message: 'It has no name.' });
    return draft;
  });
  if (drafts.length > MOST_ROWS) {
    const line = rows[MOST_ROWS]?.line ?? 0;
    wrong.push({ line, message: `A list has at most ${MOST_ROWS} lines. Make two of it.` });
  }
  return {
    drafts,
    lines: rows.map(({ line }) => line),
    used: header.filter((_, column) => fills[column] !== null),
    unused: header.filter((title, column) => fills[column] === null && title !== ''),
    wrong,
  };
}

/** The columns that a start understands, by their titles. */
export function columnsOf(start: StartName, asked: Asked): string[] {
  const { schedule, setUp } = startKind(start);
  return [
    'name',
    ...asked.dates.map(({ name }) => name),
    ...asked.roles.map(({ name }) => name),
    ...(schedule ? ['begins on', 'ends on'] : []),
    ...(setUp ? ['owner', 'members'] : []),
  ];
}

function fillOf(start: StartName, title: string, asked: Asked): Fill | null {
  const word = title.toLowerCase();
  const is = ({ name }: { name: string }) => name.toLowerCase() === word;
  const date = asked.dates.find(is);
  const role = asked.roles.find(is);
  const { schedule, setUp } = startKind(start);
  if (word === 'name') return (draft, name) => ({ ...draft, name });
  if (date) {
    return onDay((draft, day) => ({ ...draft, dates: { ...draft.dates, [date.gid]: day } }));
  }
  if (role) {
    return (draft, person) => ({ ...draft, roles: { ...draft.roles, [role.gid]: personOf(person) } });
  }
  if (schedule && word === 'begins on') {
    return onDay((draft, moveTo) => ({ ...draft, move: 'start', moveTo }));
  }
  if (schedule && word === 'ends on') return onDay((draft, moveTo) => ({ ...draft, move: 'due', moveTo }));
  if (setUp && word === 'owner') {
    return (draft, person) => ({ ...draft, setUp: { ...draft.setUp, owner: personOf(person) } });
  }
  if (setUp && word === 'members') {
    return (draft, people) => ({
      ...draft,
      setUp: {
        ...draft.setUp,
        members: people
          .split(/[\s,;]+/)
          .filter(Boolean)
          .map(personOf),
      },
    });
  }
  return null;
}

function onDay(fill: (draft: Draft, day: string) => Draft): Fill {
  return (draft, value) => (isDay(value) ? fill(draft, value) : `“${value}” is no day as 2027-03-01 is one.`);
}

/** Whether a day of the calendar is written as Asana takes it. */
function isDay(text: string): boolean {
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === text;
}

/** A person by e-mail address, gid or `me`. */
function personOf(text: string) {
  return { gid: text, name: text };
}
