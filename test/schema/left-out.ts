/**
 * The fields of Asana's records that the schema leaves out, each with the reason, by GraphQL type. The contract
 * test holds this table to Asana's OpenAPI document: what stands neither here nor in the schema fails it.
 */

const insteadOf = (other: string) => `deprecated by Asana: use ${other}`;
const SETTINGS =
  'how the object was set up, in whole field definitions for each object; the values are in customFields';
const RIGHTS = 'a detail of who may change the set-up, of no use for copying or showing the object';

/** A comment is one of Asana's stories; the others tell what happened to a task, and these fields what changed. */
const OF_OTHER_STORIES = Object.fromEntries(
  `assignee custom_field dependency duplicate_of duplicated_from follower new_approval_status new_date_value new_dates
  new_enum_value new_multi_enum_values new_name new_number_value new_people_value new_resource_subtype new_section
  new_text_value old_approval_status old_date_value old_dates old_enum_value old_multi_enum_values old_name
  old_number_value old_people_value old_resource_subtype old_section old_text_value project story tag`
    .split(/\s+/)
    .map((key) => [key, 'tells what changed, in stories of other kinds than comments']),
);

/** GraphQL type → Asana's field → why it is left out. */
export const LEFT_OUT: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  Task: {
    assigned_by: 'opt-in, and empty for every task that was assigned when it was made',
    assignee_status: 'deprecated by Asana: use assigneeSection',
    external: 'data other apps keep on a task; visible to the app that wrote it only',
    hearted: insteadOf('liked'),
    hearts: insteadOf('likes'),
    is_rendered_as_separator: 'left from the time before sections: tasks whose name ends in a colon',
    num_hearts: insteadOf('numLikes'),
  },
  Project: {
    current_status: insteadOf('currentStatusUpdate'),
    custom_field_settings: SETTINGS,
    due_date: insteadOf('dueOn'),
    minimum_access_level_for_customization: RIGHTS,
    minimum_access_level_for_sharing: RIGHTS,
    public: insteadOf('privacySetting'),
  },
  Portfolio: { custom_field_settings: SETTINGS },
  Team: { custom_field_settings: SETTINGS },
  Section: { projects: insteadOf('project') },
  Comment: {
    ...OF_OTHER_STORIES,
    hearted: insteadOf('liked'),
    hearts: insteadOf('likes'),
    num_hearts: insteadOf('numLikes'),
    previews: 'how Asana shows links that somebody else wrote into it; empty for what was written just now',
    source: 'where it was written: through the API',
    type: 'says comment or system: this is the type of the former',
  },
  StatusUpdate: {
    hearted: insteadOf('liked'),
    hearts: insteadOf('likes'),
    num_hearts: insteadOf('numLikes'),
  },
};
