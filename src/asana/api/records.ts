/**
 * What Asana's document says stands under each key of its records: one table, as long as what the schema has types
 * for, generated from openapi.json beside this file. Do not edit; run node scripts/generate-records.mjs instead.
 */

/** A text that is one of these words. */
export interface Word<Words extends string> {
  readonly word: Words;
}

/** A list of plain values. */
export interface List<Value> {
  readonly list: Value;
}

/** An object, by its GraphQL type; where the schema has none for it, by the document's name. */
export interface One<Type extends string> {
  readonly one: Type;
}

/** A list of objects. */
export interface Many<Type extends string> {
  readonly many: Type;
}

/** GraphQL type → Asana's key → what stands there, in the words of the schema's plugin. Any may be absent or null. */
export interface Records {
  Job: {
    gid: 'text';
    resource_type: 'text';
    resource_subtype: 'text';
    status: Word<'not_started' | 'in_progress' | 'succeeded' | 'failed'>;
    new_portfolio: One<'Portfolio'>;
    new_project: One<'Project'>;
    new_task: One<'Task'>;
    new_project_template: One<'ProjectTemplate'>;
    new_graph_export: One<'GraphExport'>;
    new_resource_export: One<'ResourceExport'>;
  };
  Task: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    resource_subtype: Word<'default_task' | 'milestone' | 'approval' | 'custom'>;
    created_by: One<'TaskResponse.created_by'>;
    approval_status: Word<'pending' | 'approved' | 'rejected' | 'changes_requested'>;
    assignee_status: Word<'today' | 'upcoming' | 'later' | 'new' | 'inbox'>;
    assigned_by: One<'User'>;
    completed: 'flag';
    completed_at: 'moment';
    completed_by: One<'User'>;
    created_at: 'moment';
    dependencies: Many<'AsanaResource'>;
    dependents: Many<'AsanaResource'>;
    due_at: 'moment';
    due_on: 'day';
    external: One<'TaskResponse.external'>;
    html_notes: 'text';
    hearted: 'flag';
    hearts: Many<'Like'>;
    is_rendered_as_separator: 'flag';
    liked: 'flag';
    likes: Many<'Like'>;
    memberships: Many<'Membership'>;
    modified_at: 'moment';
    notes: 'text';
    num_hearts: 'integer';
    num_likes: 'integer';
    num_subtasks: 'integer';
    start_at: 'moment';
    start_on: 'day';
    actual_time_minutes: 'decimal';
    assignee: One<'User'>;
    assignee_section: One<'Section'>;
    custom_fields: Many<'CustomField'>;
    custom_type: One<'CustomType'>;
    custom_type_status_option: One<'CustomTypeStatusOption'>;
    followers: Many<'User'>;
    parent: One<'Task'>;
    projects: Many<'Project'>;
    tags: Many<'Tag'>;
    workspace: One<'Workspace'>;
    permalink_url: 'text';
  };
  Project: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    archived: 'flag';
    color: Word<'dark-pink' | 'dark-green' | 'dark-blue' | 'dark-red' | 'dark-teal' | 'dark-brown' | 'dark-orange' | 'dark-purple' | 'dark-warm-gray' | 'light-pink' | 'light-green' | 'light-blue' | 'light-red' | 'light-teal' | 'light-brown' | 'light-orange' | 'light-purple' | 'light-warm-gray' | 'none'>;
    icon: Word<'list' | 'board' | 'timeline' | 'calendar' | 'rocket' | 'people' | 'graph' | 'star' | 'bug' | 'light_bulb' | 'globe' | 'gear' | 'notebook' | 'computer' | 'check' | 'target' | 'html' | 'megaphone' | 'chat_bubbles' | 'briefcase' | 'page_layout' | 'mountain_flag' | 'puzzle' | 'presentation' | 'line_and_symbols' | 'speed_dial' | 'ribbon' | 'shoe' | 'shopping_basket' | 'map' | 'ticket' | 'coins'>;
    created_at: 'moment';
    current_status: One<'ProjectStatusResponse'>;
    current_status_update: One<'StatusUpdate'>;
    custom_field_settings: Many<'CustomFieldSettingResponse'>;
    default_view: Word<'list' | 'board' | 'calendar' | 'timeline'>;
    due_date: 'day';
    due_on: 'day';
    html_notes: 'text';
    members: Many<'User'>;
    modified_at: 'moment';
    notes: 'text';
    public: 'flag';
    privacy_setting: Word<'public_to_workspace' | 'private_to_team' | 'private'>;
    start_on: 'day';
    default_access_level: Word<'admin' | 'editor' | 'commenter' | 'viewer'>;
    minimum_access_level_for_customization: Word<'admin' | 'editor'>;
    minimum_access_level_for_sharing: Word<'admin' | 'editor'>;
    custom_fields: Many<'CustomField'>;
    completed: 'flag';
    completed_at: 'moment';
    completed_by: One<'User'>;
    followers: Many<'User'>;
    owner: One<'User'>;
    team: One<'Team'>;
    permalink_url: 'text';
    project_brief: One<'ProjectBrief'>;
    created_from_template: One<'ProjectTemplate'>;
    workspace: One<'Workspace'>;
  };
  ProjectTemplate: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    description: 'text';
    html_description: 'text';
    public: 'flag';
    owner: One<'User'>;
    team: One<'Team'>;
    requested_dates: Many<'DateVariable'>;
    color: Word<'dark-pink' | 'dark-green' | 'dark-blue' | 'dark-red' | 'dark-teal' | 'dark-brown' | 'dark-orange' | 'dark-purple' | 'dark-warm-gray' | 'light-pink' | 'light-green' | 'light-blue' | 'light-red' | 'light-teal' | 'light-brown' | 'light-orange' | 'light-purple' | 'light-warm-gray'>;
    requested_roles: Many<'TemplateRole'>;
  };
  TaskTemplate: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    project: One<'Project'>;
    template: One<'TaskTemplateRecipe'>;
    created_by: One<'User'>;
    created_at: 'moment';
  };
  Portfolio: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    archived: 'flag';
    color: Word<'dark-pink' | 'dark-green' | 'dark-blue' | 'dark-red' | 'dark-teal' | 'dark-brown' | 'dark-orange' | 'dark-purple' | 'dark-warm-gray' | 'light-pink' | 'light-green' | 'light-blue' | 'light-red' | 'light-teal' | 'light-brown' | 'light-orange' | 'light-purple' | 'light-warm-gray'>;
    start_on: 'day';
    due_on: 'day';
    default_access_level: Word<'admin' | 'editor' | 'viewer'>;
    created_at: 'moment';
    created_by: One<'User'>;
    custom_field_settings: Many<'CustomFieldSettingResponse'>;
    current_status_update: One<'StatusUpdate'>;
    custom_fields: Many<'CustomField'>;
    members: Many<'User'>;
    owner: One<'User'>;
    workspace: One<'Workspace'>;
    permalink_url: 'text';
    public: 'flag';
    privacy_setting: Word<'public_to_domain' | 'members_only'>;
    project_templates: Many<'ProjectTemplate'>;
  };
  Section: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    created_at: 'moment';
    project: One<'Project'>;
    projects: Many<'Project'>;
  };
  User: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    email: 'text';
    photo: One<'UserPhoto'>;
    workspaces: Many<'Workspace'>;
    custom_fields: Many<'CustomField'>;
  };
  Team: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    description: 'text';
    html_description: 'text';
    organization: One<'Workspace'>;
    permalink_url: 'text';
    visibility: Word<'secret' | 'request_to_join' | 'public'>;
    edit_team_name_or_description_access_level: Word<'all_team_members' | 'only_team_admins'>;
    edit_team_visibility_or_trash_team_access_level: Word<'all_team_members' | 'only_team_admins'>;
    member_invite_management_access_level: Word<'all_team_members' | 'only_team_admins'>;
    guest_invite_management_access_level: Word<'all_team_members' | 'only_team_admins'>;
    join_request_management_access_level: Word<'all_team_members' | 'only_team_admins'>;
    team_member_removal_access_level: Word<'all_team_members' | 'only_team_admins'>;
    team_content_management_access_level: Word<'no_restriction' | 'only_team_admins'>;
    endorsed: 'flag';
    custom_field_settings: Many<'CustomFieldSettingResponse'>;
  };
  Workspace: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    email_domains: List<'text'>;
    is_organization: 'flag';
  };
  Tag: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    color: Word<'dark-pink' | 'dark-green' | 'dark-blue' | 'dark-red' | 'dark-teal' | 'dark-brown' | 'dark-orange' | 'dark-purple' | 'dark-warm-gray' | 'light-pink' | 'light-green' | 'light-blue' | 'light-red' | 'light-teal' | 'light-brown' | 'light-orange' | 'light-purple' | 'light-warm-gray'>;
    notes: 'text';
    created_at: 'moment';
    followers: Many<'User'>;
    workspace: One<'Workspace'>;
    permalink_url: 'text';
  };
  StatusUpdate: {
    gid: 'text';
    resource_type: 'text';
    title: 'text';
    resource_subtype: Word<'project_status_update' | 'portfolio_status_update' | 'goal_status_update'>;
    text: 'text';
    html_text: 'text';
    status_type: Word<'on_track' | 'at_risk' | 'off_track' | 'on_hold' | 'complete' | 'achieved' | 'partial' | 'missed' | 'dropped'>;
    author: One<'User'>;
    created_at: 'moment';
    created_by: One<'User'>;
    hearted: 'flag';
    hearts: Many<'Like'>;
    liked: 'flag';
    likes: Many<'Like'>;
    reaction_summary: Many<'Reaction'>;
    modified_at: 'moment';
    num_hearts: 'integer';
    num_likes: 'integer';
    parent: One<'Project'>;
  };
  ProjectBrief: {
    gid: 'text';
    resource_type: 'text';
    title: 'text';
    html_text: 'text';
    text: 'text';
    permalink_url: 'text';
    project: One<'Project'>;
  };
  OrganizationExport: {
    gid: 'text';
    resource_type: 'text';
    created_at: 'moment';
    download_url: 'text';
    state: Word<'pending' | 'started' | 'finished' | 'error'>;
    organization: One<'Workspace'>;
  };
  TaskCounts: {
    num_tasks: 'integer';
    num_incomplete_tasks: 'integer';
    num_completed_tasks: 'integer';
    num_milestones: 'integer';
    num_incomplete_milestones: 'integer';
    num_completed_milestones: 'integer';
  };
  Membership: {
    project: One<'Project'>;
    section: One<'Section'>;
  };
  Like: {
    gid: 'text';
    user: One<'User'>;
  };
  Comment: {
    gid: 'text';
    resource_type: 'text';
    created_at: 'moment';
    resource_subtype: 'text';
    text: 'text';
    html_text: 'text';
    is_pinned: 'flag';
    sticker_name: Word<'green_checkmark' | 'people_dancing' | 'dancing_unicorn' | 'heart' | 'party_popper' | 'people_waving_flags' | 'splashing_narwhal' | 'trophy' | 'yeti_riding_unicorn' | 'celebrating_people' | 'determined_climbers' | 'phoenix_spreading_love'>;
    created_by: One<'User'>;
    type: Word<'comment' | 'system'>;
    is_editable: 'flag';
    is_edited: 'flag';
    hearted: 'flag';
    hearts: Many<'Like'>;
    num_hearts: 'integer';
    liked: 'flag';
    likes: Many<'Like'>;
    num_likes: 'integer';
    reaction_summary: Many<'Reaction'>;
    previews: Many<'Preview'>;
    old_name: 'text';
    new_name: 'text';
    old_dates: One<'StoryResponseDates'>;
    new_dates: One<'StoryResponseDates'>;
    old_resource_subtype: 'text';
    new_resource_subtype: 'text';
    story: One<'Comment'>;
    assignee: One<'User'>;
    follower: One<'User'>;
    old_section: One<'Section'>;
    new_section: One<'Section'>;
    task: One<'Task'>;
    project: One<'Project'>;
    tag: One<'Tag'>;
    custom_field: One<'CustomField'>;
    old_text_value: 'text';
    new_text_value: 'text';
    old_number_value: 'integer';
    new_number_value: 'integer';
    old_enum_value: One<'EnumOption'>;
    new_enum_value: One<'EnumOption'>;
    old_date_value: One<'StoryResponseDates'>;
    new_date_value: One<'StoryResponseDates'>;
    old_people_value: Many<'User'>;
    new_people_value: Many<'User'>;
    old_multi_enum_values: Many<'EnumOption'>;
    new_multi_enum_values: Many<'EnumOption'>;
    new_approval_status: 'text';
    old_approval_status: 'text';
    duplicate_of: One<'Task'>;
    duplicated_from: One<'Task'>;
    dependency: One<'Task'>;
    source: Word<'web' | 'email' | 'mobile' | 'api' | 'unknown'>;
    target: One<'Task'>;
  };
  CustomType: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
  };
  CustomTypeStatusOption: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
  };
  CustomField: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    type: Word<'text' | 'enum' | 'multi_enum' | 'number' | 'date' | 'people' | 'reference'>;
    enum_options: Many<'EnumOption'>;
    enabled: 'flag';
    representation_type: Word<'text' | 'enum' | 'multi_enum' | 'number' | 'date' | 'people' | 'formula' | 'custom_id' | 'reference'>;
    id_prefix: 'text';
    input_restrictions: List<Word<'task' | 'project' | 'portfolio' | 'goal'>>;
    is_formula_field: 'flag';
    date_value: One<'CustomFieldDate'>;
    enum_value: One<'EnumOption'>;
    multi_enum_values: Many<'EnumOption'>;
    number_value: 'decimal';
    text_value: 'text';
    display_value: 'text';
    description: 'text';
    precision: 'integer';
    format: Word<'currency' | 'identifier' | 'percentage' | 'custom' | 'duration' | 'none'>;
    currency_code: 'text';
    custom_label: 'text';
    custom_label_position: Word<'prefix' | 'suffix'>;
    is_global_to_workspace: 'flag';
    has_notifications_enabled: 'flag';
    asana_created_field: Word<'a_v_requirements' | 'account_name' | 'actionable' | 'align_shipping_link' | 'align_status' | 'allotted_time' | 'appointment' | 'approval_stage' | 'approved' | 'article_series' | 'board_committee' | 'browser' | 'campaign_audience' | 'campaign_project_status' | 'campaign_regions' | 'channel_primary' | 'client_topic_type' | 'complete_by' | 'contact' | 'contact_email_address' | 'content_channels' | 'content_channels_needed' | 'content_stage' | 'content_type' | 'contract' | 'contract_status' | 'cost' | 'creation_stage' | 'creative_channel' | 'creative_needed' | 'creative_needs' | 'data_sensitivity' | 'deal_size' | 'delivery_appt' | 'delivery_appt_date' | 'department' | 'department_responsible' | 'design_request_needed' | 'design_request_type' | 'discussion_category' | 'do_this_task' | 'editorial_content_status' | 'editorial_content_tag' | 'editorial_content_type' | 'effort' | 'effort_level' | 'est_completion_date' | 'estimated_time' | 'estimated_value' | 'expected_cost' | 'external_steps_needed' | 'favorite_idea' | 'feedback_type' | 'financial' | 'funding_amount' | 'grant_application_process' | 'hiring_candidate_status' | 'idea_status' | 'ids_link' | 'ids_patient_link' | 'implementation_stage' | 'insurance' | 'interview_area' | 'interview_question_score' | 'itero_scan_link' | 'job_s_applied_to' | 'lab' | 'launch_status' | 'lead_status' | 'localization_language' | 'localization_market_team' | 'localization_status' | 'meeting_minutes' | 'meeting_needed' | 'minutes' | 'mrr' | 'must_localize' | 'name_of_foundation' | 'need_to_follow_up' | 'next_appointment' | 'next_steps_sales' | 'num_people' | 'number_of_user_reports' | 'office_location' | 'onboarding_activity' | 'owner' | 'participants_needed' | 'patient_date_of_birth' | 'patient_email' | 'patient_phone' | 'patient_status' | 'phone_number' | 'planning_category' | 'point_of_contact' | 'position' | 'post_format' | 'prescription' | 'priority' | 'priority_level' | 'product' | 'product_stage' | 'progress' | 'project_size' | 'project_status' | 'proposed_budget' | 'publish_status' | 'reason_for_scan' | 'referral' | 'request_type' | 'research_status' | 'responsible_department' | 'responsible_team' | 'risk_assessment_status' | 'room_name' | 'sales_counterpart' | 'sentiment' | 'shipping_link' | 'social_channels' | 'stage' | 'status' | 'status_design' | 'status_of_initiative' | 'system_setup' | 'task_progress' | 'team' | 'team_marketing' | 'team_responsible' | 'time_it_takes_to_complete_tasks' | 'timeframe' | 'treatment_type' | 'type_work_requests_it' | 'use_agency' | 'user_name' | 'vendor_category' | 'vendor_type' | 'word_count'>;
    is_value_read_only: 'flag';
    created_by: One<'User'>;
    people_value: Many<'User'>;
    reference_value: Many<'NamedResource'>;
    html_text_value: 'text';
    privacy_setting: Word<'public_with_guests' | 'public' | 'private'>;
    default_access_level: Word<'admin' | 'editor' | 'user'>;
    resource_subtype: Word<'text' | 'enum' | 'multi_enum' | 'number' | 'date' | 'people' | 'reference'>;
  };
  CustomFieldDate: {
    date: 'text';
    date_time: 'text';
  };
  EnumOption: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    enabled: 'flag';
    color: 'text';
  };
  NamedResource: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
  };
  DateVariable: {
    gid: 'text';
    name: 'text';
    description: 'text';
  };
  TemplateRole: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
  };
  TaskTemplateRecipe: {
    name: 'text';
    task_resource_subtype: Word<'default_task' | 'milestone_task' | 'approval_task'>;
    description: 'text';
    html_description: 'text';
    memberships: Many<'Project'>;
    relative_start_on: 'integer';
    relative_due_on: 'integer';
    due_time: 'text';
    dependencies: Many<'TaskTemplateRecipeCompact'>;
    dependents: Many<'TaskTemplateRecipeCompact'>;
    followers: Many<'User'>;
    attachments: Many<'Attachment'>;
    subtasks: Many<'TaskTemplateRecipeCompact'>;
    custom_fields: Many<'CustomField'>;
  };
  TaskTemplateRecipeCompact: {
    name: 'text';
    task_resource_subtype: Word<'default_task' | 'milestone_task' | 'approval_task'>;
  };
  Attachment: {
    gid: 'text';
    resource_type: 'text';
    name: 'text';
    resource_subtype: 'text';
  };
  UserPhoto: {
    image_21x21: 'text';
    image_27x27: 'text';
    image_36x36: 'text';
    image_60x60: 'text';
    image_128x128: 'text';
    image_1024x1024: 'text';
  };
  Reaction: {
    emoji_base: 'text';
    variant: 'text';
    count: 'decimal';
    reacted: 'flag';
  };
  GraphExport: {
    gid: 'text';
    resource_type: 'text';
    created_at: 'moment';
    download_url: 'text';
    completed_at: 'moment';
  };
  ResourceExport: {
    gid: 'text';
    resource_type: 'text';
    created_at: 'moment';
    download_url: 'text';
    completed_at: 'moment';
  };
}
