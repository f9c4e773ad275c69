/** GraphExport and ResourceExport: files a job makes, each with a link that lives about an hour. */
import { builder } from '../builder.ts';

const EXPORTS = {
  GraphExport: 'An export of a goal, project, portfolio or team and all below it, as JSON.',
  ResourceExport: 'An export of many objects of a workspace, as gzipped JSON lines.',
} as const;

for (const name of ['GraphExport', 'ResourceExport'] as const) {
  builder.asanaObject(name, {
    description: EXPORTS[name],
    is: 'identified',
    fields: (t) => ({
      createdAt: t.moment('When the export was asked for.'),
      completedAt: t.moment('When the file was ready; null while it is made.'),
      downloadUrl: t.text(
        'Link to the file. It lives about an hour and is read fresh each time it is selected.',
      ),
    }),
  });
}
