/**
 * The record types of Asana's API with their fields, as far as the stand-in imitates them.
 * Pure data; knows neither the store nor how fields are rendered.
 */

/** One field of a record type. */
export interface FieldSpec {
  readonly name: string;
  /** Record type behind a relation; undefined for scalars. */
  readonly target: string | undefined;
  readonly list: boolean;
  /** Part of the compact form. */
  readonly compact: boolean;
  /** Absent unless named in `opt_fields`. */
  readonly optIn: boolean;
}

/** One record type. */
export interface TypeSpec {
  readonly fields: ReadonlyMap<string, FieldSpec>;
  /** Value objects such as a photo have no gid. */
  readonly hasGid: boolean;
  readonly hasType: boolean;
}

const FIELD = /^(\w+)(?::(\w+))?(\[\])?([!?]*)$/;

/** Reads `name:type[]!?` words: `!` marks the compact form, `?` an opt-in field. */
function describeType(words: string, shape: { gid?: boolean; type?: boolean } = {}): TypeSpec {
  const fields = new Map<string, FieldSpec>();
  for (const word of words.trim().split(/\s+/)) {
    const match = FIELD.exec(word);
    if (!match?.[1]) throw new Error(`Not a field description: ${word}`);
    const marks = match[4] ?? '';
    fields.set(match[1], {
      name: match[1],
      target: match[2],
      list: match[3] !== undefined,
      compact: marks.includes('!'),
      optIn: marks.includes('?'),
    });
  }
  return { fields, hasGid: shape.gid ?? true, hasType: shape.type ?? shape.gid ?? true };
}

const BASE_TYPES: Readonly<Record<string, TypeSpec>> & { task: TypeSpec } = {
  job: describeType(`resource_subtype! status! new_task:task! new_project:project!
    new_project_template:project_template! new_portfolio:portfolio! new_graph_export:graph_export!
    new_resource_export:export_request!`),
  graph_export: describeType('created_at! download_url! completed_at!'),
  export_request: describeType('created_at! download_url! completed_at!'),
  organization_export: describeType('created_at! download_url! state! organization:workspace!'),

  workspace: describeType('name! email_domains is_organization'),
  user: describeType('name! email photo:photo workspaces:workspace[] custom_fields:custom_field[]'),
  photo: describeType('image_21x21! image_27x27! image_36x36! image_60x60! image_128x128! image_1024x1024!', {
    gid: false,
  }),
  team: describeType(`name! description? html_description? organization:workspace permalink_url visibility
    edit_team_name_or_description_access_level edit_team_visibility_or_trash_team_access_level
    member_invite_management_access_level guest_invite_management_access_level
    join_request_management_access_level team_member_removal_access_level
    team_content_management_access_level endorsed custom_field_settings:custom_field_setting[]`),

  project: describeType(`name! archived color icon created_at current_status:project_status
    current_status_update:status_update custom_field_settings:custom_field_setting[] default_view due_date
    due_on html_notes? members:user[] modified_at notes public privacy_setting start_on default_access_level
    minimum_access_level_for_customization minimum_access_level_for_sharing custom_fields:custom_field[]
    completed completed_at completed_by:user followers:user[] owner:user team:team permalink_url
    project_brief:project_brief? created_from_template:project_template? workspace:workspace`),
  project_status: describeType(
    'title! text! html_text? color! author:user! created_at! created_by:user! modified_at!',
  ),
  project_brief: describeType('title? html_text? text? permalink_url project:project'),
  status_update: describeType(`title! resource_subtype! text html_text? status_type author:user created_at
    created_by:user hearted hearts:like[] liked likes:like[] modified_at num_hearts num_likes
    reaction_summary[] parent:project`),
  story: describeType(`created_at! created_by:user! resource_subtype! text! html_text? is_pinned sticker_name
    type is_editable is_edited hearted hearts:like[] liked likes:like[] num_hearts num_likes reaction_summary[]
    previews[] source target:task`),
  task_counts: describeType(
    `num_tasks? num_incomplete_tasks? num_completed_tasks? num_milestones? num_incomplete_milestones?
    num_completed_milestones?`,
    { gid: false },
  ),
  section: describeType('name! created_at project:project projects:project[]'),

  task: describeType(`name! resource_subtype! created_by:user? approval_status assignee_status
    assigned_by:user? completed completed_at completed_by:user created_at dependencies:task_reference[]?
    dependents:task_reference[]? due_at due_on external:external? html_notes? hearted hearts:like[]
    is_rendered_as_separator? liked likes:like[] memberships:task_membership[] modified_at notes num_hearts
    num_likes num_subtasks? start_at start_on actual_time_minutes assignee:user assignee_section:section
    custom_fields:custom_field[] custom_type:custom_type custom_type_status_option:custom_type_status_option
    followers:user[] parent:task projects:project[] tags:tag[] workspace:workspace permalink_url`),
  task_membership: describeType('project:project! section:section!', { gid: false }),
  external: describeType('data!', { gid: true, type: false }),
  like: describeType('user:user!', { gid: true, type: false }),
  tag: describeType('name! color notes created_at followers:user[] workspace:workspace permalink_url'),
  custom_type: describeType('name!'),
  custom_type_status_option: describeType('name!'),

  project_template: describeType(`name! description html_description public owner:user team:team
    requested_dates:date_variable[] color requested_roles:template_role[]`),
  date_variable: describeType('name! description!', { gid: true, type: false }),
  template_role: describeType('name!'),
  task_template: describeType('name! project:project template:recipe created_by:user created_at'),
  recipe: describeType(
    `name! task_resource_subtype! description! html_description! memberships:project[]! relative_start_on!
    relative_due_on! due_time! dependencies:recipe_compact[]! dependents:recipe_compact[]! followers:user[]!
    attachments:attachment[]! subtasks:recipe_compact[]! custom_fields:custom_field[]!`,
    { gid: false },
  ),
  recipe_compact: describeType('name! task_resource_subtype!', { gid: false }),
  attachment: describeType('name! resource_subtype!'),

  portfolio: describeType(`name! archived? color start_on due_on default_access_level created_at
    created_by:user custom_field_settings:custom_field_setting[] current_status_update:status_update
    custom_fields:custom_field[] members:user[] owner:user workspace:workspace permalink_url public
    privacy_setting project_templates:project_template[]`),

  custom_field: describeType(`name! type! resource_subtype! enum_options:enum_option[]! enabled!
    representation_type! id_prefix! input_restrictions[]! is_formula_field! date_value:date_value!
    enum_value:enum_option! multi_enum_values:enum_option[]! number_value! text_value! display_value!
    people_value:user[]! reference_value:reference[]! description? precision format currency_code custom_label
    custom_label_position is_global_to_workspace has_notifications_enabled asana_created_field
    is_value_read_only created_by:user html_text_value privacy_setting default_access_level`),
  enum_option: describeType('name! enabled! color!'),
  date_value: describeType('date! date_time!', { gid: false }),
  reference: describeType('name!'),
  custom_field_setting: describeType(
    'project:project! is_important! parent:project! custom_field:custom_field!',
  ),
};

/** A dependency carries its gid and type only, unless more is asked. */
function withoutCompactFields(type: TypeSpec): TypeSpec {
  const fields = [...type.fields].map(([name, field]) => [name, { ...field, compact: false }] as const);
  return { ...type, fields: new Map(fields) };
}

/** Every record type by the word Asana uses in `resource_type`, value objects by a name of ours. */
export const RECORD_TYPES: Readonly<Record<string, TypeSpec>> = {
  ...BASE_TYPES,
  task_reference: withoutCompactFields(BASE_TYPES.task),
};
