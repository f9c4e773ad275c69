/** Reads what was pasted: lines of one name each, or a table with commas, semicolons or tabs. Pure. */

/** One row of it. */
export interface Row {
  /** Where it begins in the text; the first line is 1. */
  readonly line: number;
  /** Its cells, trimmed. */
  readonly cells: readonly string[];
  /** A quote began in it that nowhere ended, so all that followed is in it. */
  readonly isOpen?: true;
}

/** How cells are told apart. */
interface Form {
  /** Null where each line is one cell. */
  readonly separator: string | null;
  /** Whether quotes are a table's, or belong to the names. */
  readonly quotes: boolean;
}

/** Whether a row names the columns of those below it. */
export function isHeader({ cells }: Row): boolean {
  return cells.some((cell) => cell.toLowerCase() === 'name');
}

/** Blanks around a cell, those included that nobody sees. */
const EDGES = /^[\s\u200b\u2060]+|[\s\u200b\u2060]+$/gu;

/** The rows of a text; empty lines left out. */
export function readTable(text: string): Row[] {
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const { separator, quotes } = formOf(clean);
  const rows: Row[] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  let line = 1;
  let begunAt = 1;
  const endCell = () => {
    cells.push(cell.replace(EDGES, ''));
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (cells.some((each) => each !== '')) {
      rows.push({ line: begunAt, cells, ...(quoted && { isOpen: true }) });
    }
    cells = [];
    begunAt = line + 1;
  };
  for (let at = 0; at < clean.length; at += 1) {
    const letter = clean.charAt(at);
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && quotes && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (letter === separator) endCell();
    else if (letter === '\n') endRow();
    else cell += letter;
    if (letter === '\n') line += 1;
  }
  endRow();
  return rows;
}

/** A first line that names columns says what is between them; without one only tabs are no part of a name. */
function formOf(text: string): Form {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  for (const separator of ['\t', ';', ',']) {
    if (first.includes(separator) && first.split(separator).some(isName)) return { separator, quotes: true };
  }
  if (isName(first)) return { separator: null, quotes: true };
  const isTable = lines.length > 0 && lines.every((line) => line.includes('\t'));
  return { separator: isTable ? '\t' : null, quotes: isTable };
}

function isName(cell: string): boolean {
  return /^\s*"?\s*name\s*"?\s*$/i.test(cell);
}
