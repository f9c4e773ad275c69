/** ProjectBrief: the page that says what a project is about. */
import { defineObject, one, text } from '../asana-plugin/define.ts';

defineObject('ProjectBrief', {
  description: 'The page that says what a project is about.',
  is: 'record',
  fields: {
    title: text('Title of the brief.'),
    text: text('The brief as plain text.'),
    htmlText: text('The brief with formatting, as HTML.'),
    permalinkUrl: text('Link to it in Asana.'),
    project: one('Project', 'The project it is about.'),
  },
});
