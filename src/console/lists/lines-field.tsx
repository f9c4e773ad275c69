/** The lines of a list: typed, pasted, or read from a file; and what is understood of them. */
import { type ChangeEvent, useId } from 'react';
import { Icon } from '../parts/icon.tsx';
import type { StartName } from '../starting/starts.ts';
import { type Asked, columnsOf, looksLikeTable, type Rows } from './rows.ts';
import { textOf } from './text-file.ts';

interface LinesFieldProps {
  readonly start: StartName;
  readonly asked: Asked;
  readonly text: string;
  readonly rows: Rows;
  onText(text: string): void;
}

/** How much of a file is read; a thousand lines have room in it. */
const MOST_BYTES = 2_000_000;

/** The field, a button for files, and a word on what was read. */
export function LinesField({ start, asked, text, rows, onText }: LinesFieldProps) {
  const id = useId();
  const columns = columnsOf(start, asked);
  const count = rows.drafts.length;
  // Who pasted a table without a first line that names its columns sees it here.
  const first = rows.drafts[0]?.name;

  async function readFile({ target }: ChangeEvent<HTMLInputElement>): Promise<void> {
    const [file] = target.files ?? [];
    if (file) onText(textOf(new Uint8Array(await file.slice(0, MOST_BYTES).arrayBuffer())));
    target.value = '';
  }

  return (
    <div className="field">
      <label htmlFor={id}>The names, one a line</label>
      <textarea
        id={id}
        rows={8}
        className="lines"
        spellCheck={false}
        placeholder={'Store in Oslo\nStore in Bergen\nStore in Turku'}
        aria-describedby={`${id}-hint`}
        value={text}
        onChange={(event) => onText(event.target.value)}
      />
      <span id={`${id}-hint`} className="hint">
        {columns.length > 1 && (
          <>
            Or a table from a spreadsheet, with a first line that names its columns:{' '}
            <code>{columns.join(', ')}</code>. Days are written 2027-03-01, people by their e-mail address.
          </>
        )}
      </span>
      <div className="actions">
        <label className="secondary button">
          <Icon name="export" />
          Read a CSV file
          <input
            type="file"
            className="unseen"
            accept=".csv,.tsv,.txt,text/csv"
            onChange={(event) => void readFile(event)}
          />
        </label>
        <span className="small" role="status">
          {count > 0 && (
            <>
              <strong>{count === 1 ? 'One line' : `${count} lines`}</strong>
              {first && `, ${count === 1 ? 'called' : 'the first called'} “${shortened(first)}”`}
              {rows.used.length > 1 && ` with ${rows.used.join(', ')}`}
              {rows.used.length === 1 &&
                looksLikeTable(rows.drafts.map(({ name }) => name)) &&
                '; each line is one name, and a table wants a first line that names its columns'}
              {rows.unused.length > 0 && `; nothing is done with ${rows.unused.join(', ')}`}
            </>
          )}
        </span>
      </div>
    </div>
  );
}

function shortened(name: string): string {
  const letters = [...name];
  return letters.length > 60 ? `${letters.slice(0, 60).join('')}…` : name;
}
