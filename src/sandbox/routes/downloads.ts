/**
 * Download links of exports: fresh at every reading, good for an hour, served by the stand-in itself.
 */
import { gzipSync } from 'node:zlib';
import { type Row, type SandboxStore, text } from '../data/store.ts';
import type { View } from './access.ts';
import { Refusal, type Reply } from './action.ts';

const LINK_LIFE_MS = 3_600_000;
let readings = 0;

/** A new link to the file of a finished export. */
export function downloadUrl(view: View, row: Row): string {
  const signature = (++readings).toString(16).padStart(12, '0');
  const expires = Math.floor(view.store.now() + LINK_LIFE_MS);
  return `${view.origin}/downloads/${row.gid}/${fileName(row)}?X-Amz-Expires=${expires}&X-Amz-Signature=${signature}`;
}

/** Answers a download link. Links carry their own right, so no token is asked for. */
export function serveDownload(store: SandboxStore, url: URL): Reply {
  const row = store.get(url.pathname.split('/')[2] ?? '');
  if (!row || fileName(row) !== url.pathname.split('/')[3]) throw new Refusal(404, 'No such file');
  if (!(Number(url.searchParams.get('X-Amz-Expires')) > store.now()))
    throw new Refusal(403, 'Request has expired');
  const content = gzipSync(exportedText(store, row));
  return { status: 200, headers: {}, raw: { type: 'application/gzip', content } };
}

function fileName(row: Row): string {
  return row.type === 'export_request' ? 'object_export.jsonl.gz' : `${row.type}.json.gz`;
}

function exportedText(store: SandboxStore, row: Row): string {
  const type = row.type === 'export_request' ? 'task' : 'project';
  const names = store
    .all(type)
    .filter((record) => record.home === row.home)
    .map((record) => ({ gid: record.gid, resource_type: type, name: text(record, 'name') }));
  return row.type === 'export_request'
    ? names.map((record) => JSON.stringify(record)).join('\n')
    : JSON.stringify({ data: names });
}
