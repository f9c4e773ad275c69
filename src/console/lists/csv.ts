/** Reads what was pasted: lines of one name each, or a table with commas, semicolons or tabs. Pure. */

/** The rows of a text, cell by cell, trimmed; empty lines left out. */
export function readTable(text: string): string[][] {
  const separator = separatorOf(text);
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    row.push(cell.trim());
    cell = '';
  };
  const endRow = () => {
    endCell();
    if (row.some((each) => each !== '')) rows.push(row);
    row = [];
  };
  const clean = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  for (let at = 0; at < clean.length; at += 1) {
    const letter = clean[at] as string;
    if (quoted) {
      if (letter !== '"') cell += letter;
      else if (clean[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (letter === '"' && separator !== null && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (letter === separator) endCell();
    else if (letter === '\n') endRow();
    else cell += letter;
  }
  endRow();
  return rows;
}

/** What separates cells: of tab, semicolon and comma the first in the first line; null where it is one name a line. */
function separatorOf(text: string): string | null {
  const lines = text.split(/\r\n?|\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  if (lines.every((line) => line.includes('\t'))) return '\t';
  const isHeader = /(^|[;,])\s*"?name"?\s*([;,]|$)/i.test(first);
  if (!isHeader) return null;
  return first.includes(';') ? ';' : ',';
}
