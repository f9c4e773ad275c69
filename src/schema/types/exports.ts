/** GraphExport and ResourceExport: files a job makes, each with a link that lives about an hour. */
import { defineObject, moment, text } from '../asana-plugin/define.ts';

const fields = {
  createdAt: moment('When the export was asked for.'),
  completedAt: moment('When the file was ready; null while it is made.'),
  downloadUrl: text('Link to the file. It lives about an hour and is read fresh each time it is selected.'),
};

defineObject('GraphExport', {
  description: 'An export of a goal, project, portfolio or team and all below it, as JSON.',
  is: 'identified',
  fields,
});

defineObject('ResourceExport', {
  description: 'An export of many objects of a workspace, as gzipped JSON lines.',
  is: 'identified',
  fields,
});
