/** ProjectBrief: the page that says what a project is about. */
import { builder } from '../builder.ts';

builder.asanaObject('ProjectBrief', {
  description: 'The page that says what a project is about.',
  is: 'record',
  fields: (t) => ({
    title: t.text('Title of the brief.'),
    text: t.text('The brief as plain text.'),
    htmlText: t.text('The brief with formatting, as HTML.'),
    permalinkUrl: t.text('Link to it in Asana.'),
    project: t.one('Project', 'The project it is about.'),
  }),
});
