/**
 * Record types of Asana, generated from openapi.json beside this file. Do not edit;
 * run node scripts/generate-records.mjs instead.
 */

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AddCustomFieldSettingRequest: {
            custom_field: string | components["schemas"]["CustomFieldCreateRequest"];
            is_important?: boolean;
            insert_before?: string;
            insert_after?: string;
        };
        AddFollowersRequest: {
            followers: string;
        };
        AddMembersRequest: {
            members: string;
        };
        AsanaNamedResource: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        AsanaResource: {
            readonly gid?: string;
            readonly resource_type?: string;
        };
        AttachmentCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            readonly name?: string;
            resource_subtype?: string;
        };
        BatchRequest: {
            actions?: components["schemas"]["BatchRequestAction"][];
        };
        BatchRequestAction: {
            relative_path: string;
            /** @enum {string} */
            method: "get" | "post" | "put" | "delete" | "patch" | "head";
            data?: Record<string, never>;
            options?: {
                limit?: number;
                offset?: number;
                fields?: string[];
            };
        };
        BatchResponse: {
            status_code?: number;
            headers?: Record<string, never>;
            body?: Record<string, never>;
        };
        CustomFieldBase: components["schemas"]["CustomFieldCompact"] & {
            description?: string;
            enum_options?: components["schemas"]["EnumOption"][];
            precision?: number;
            /** @enum {string} */
            format?: "currency" | "identifier" | "percentage" | "custom" | "duration" | "none";
            currency_code?: string | null;
            custom_label?: string | null;
            /** @enum {string|null} */
            custom_label_position?: "prefix" | "suffix" | null;
            readonly is_global_to_workspace?: boolean;
            has_notifications_enabled?: boolean;
            /** @enum {string|null} */
            readonly asana_created_field?: "a_v_requirements" | "account_name" | "actionable" | "align_shipping_link" | "align_status" | "allotted_time" | "appointment" | "approval_stage" | "approved" | "article_series" | "board_committee" | "browser" | "campaign_audience" | "campaign_project_status" | "campaign_regions" | "channel_primary" | "client_topic_type" | "complete_by" | "contact" | "contact_email_address" | "content_channels" | "content_channels_needed" | "content_stage" | "content_type" | "contract" | "contract_status" | "cost" | "creation_stage" | "creative_channel" | "creative_needed" | "creative_needs" | "data_sensitivity" | "deal_size" | "delivery_appt" | "delivery_appt_date" | "department" | "department_responsible" | "design_request_needed" | "design_request_type" | "discussion_category" | "do_this_task" | "editorial_content_status" | "editorial_content_tag" | "editorial_content_type" | "effort" | "effort_level" | "est_completion_date" | "estimated_time" | "estimated_value" | "expected_cost" | "external_steps_needed" | "favorite_idea" | "feedback_type" | "financial" | "funding_amount" | "grant_application_process" | "hiring_candidate_status" | "idea_status" | "ids_link" | "ids_patient_link" | "implementation_stage" | "insurance" | "interview_area" | "interview_question_score" | "itero_scan_link" | "job_s_applied_to" | "lab" | "launch_status" | "lead_status" | "localization_language" | "localization_market_team" | "localization_status" | "meeting_minutes" | "meeting_needed" | "minutes" | "mrr" | "must_localize" | "name_of_foundation" | "need_to_follow_up" | "next_appointment" | "next_steps_sales" | "num_people" | "number_of_user_reports" | "office_location" | "onboarding_activity" | "owner" | "participants_needed" | "patient_date_of_birth" | "patient_email" | "patient_phone" | "patient_status" | "phone_number" | "planning_category" | "point_of_contact" | "position" | "post_format" | "prescription" | "priority" | "priority_level" | "product" | "product_stage" | "progress" | "project_size" | "project_status" | "proposed_budget" | "publish_status" | "reason_for_scan" | "referral" | "request_type" | "research_status" | "responsible_department" | "responsible_team" | "risk_assessment_status" | "room_name" | "sales_counterpart" | "sentiment" | "shipping_link" | "social_channels" | "stage" | "status" | "status_design" | "status_of_initiative" | "system_setup" | "task_progress" | "team" | "team_marketing" | "team_responsible" | "time_it_takes_to_complete_tasks" | "timeframe" | "treatment_type" | "type_work_requests_it" | "use_agency" | "user_name" | "vendor_category" | "vendor_type" | "word_count" | null;
        };
        CustomFieldCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
            /** @enum {string} */
            readonly type?: "text" | "enum" | "multi_enum" | "number" | "date" | "people" | "reference";
            enum_options?: components["schemas"]["EnumOption"][];
            readonly enabled?: boolean;
            /** @enum {string} */
            readonly representation_type?: "text" | "enum" | "multi_enum" | "number" | "date" | "people" | "formula" | "custom_id" | "reference";
            id_prefix?: string | null;
            input_restrictions?: ("task" | "project" | "portfolio" | "goal")[];
            is_formula_field?: boolean;
            date_value?: {
                date?: string;
                date_time?: string;
            } | null;
            enum_value?: components["schemas"]["EnumOption"] | null;
            multi_enum_values?: components["schemas"]["EnumOption"][];
            number_value?: number | null;
            text_value?: string | null;
            readonly display_value?: string | null;
        };
        CustomFieldCreateRequest: components["schemas"]["CustomFieldRequest"] & {
            /** @enum {string} */
            resource_subtype: "text" | "enum" | "multi_enum" | "number" | "date" | "people" | "reference";
        };
        CustomFieldRequest: components["schemas"]["CustomFieldBase"] & {
            workspace: string;
            owned_by_app?: boolean;
            people_value?: string[];
            reference_value?: string[];
        };
        CustomFieldResponse: components["schemas"]["CustomFieldBase"] & {
            /** @enum {string} */
            readonly representation_type?: "text" | "enum" | "multi_enum" | "number" | "date" | "people" | "formula" | "custom_id" | "reference";
            id_prefix?: string | null;
            input_restrictions?: ("task" | "project" | "portfolio" | "goal")[];
            is_formula_field?: boolean;
            is_value_read_only?: boolean;
            created_by?: components["schemas"]["UserCompact"] | null;
            people_value?: components["schemas"]["UserCompact"][];
            reference_value?: components["schemas"]["AsanaNamedResource"][];
            readonly html_text_value?: string | null;
            /** @enum {string} */
            privacy_setting?: "public_with_guests" | "public" | "private";
            /** @enum {string} */
            default_access_level?: "admin" | "editor" | "user";
            /** @enum {string} */
            readonly resource_subtype?: "text" | "enum" | "multi_enum" | "number" | "date" | "people" | "reference";
        };
        CustomFieldSettingBase: components["schemas"]["CustomFieldSettingCompact"];
        CustomFieldSettingCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
        };
        CustomFieldSettingResponse: components["schemas"]["CustomFieldSettingBase"] & {
            project?: components["schemas"]["ProjectCompact"] & Record<string, never>;
            readonly is_important?: boolean;
            parent?: components["schemas"]["ProjectCompact"] & Record<string, never>;
            custom_field?: components["schemas"]["CustomFieldResponse"] & Record<string, never>;
        };
        CustomTypeCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        CustomTypeStatusOptionCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        DateVariableCompact: {
            readonly gid?: string;
            readonly name?: string;
            readonly description?: string;
        };
        DateVariableRequest: {
            gid?: string;
            /** Format: date-time */
            value?: string | null;
        };
        EmptyResponse: Record<string, never>;
        EnumOption: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
            enabled?: boolean;
            color?: string;
        };
        Error: {
            readonly message?: string;
            readonly help?: string;
            readonly phrase?: string;
        };
        ErrorResponse: {
            errors?: components["schemas"]["Error"][];
        };
        GraphExportCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            /** Format: date-time */
            readonly created_at?: string;
            /** Format: uri */
            readonly download_url?: string | null;
            /** Format: date-time */
            readonly completed_at?: string;
        };
        GraphExportRequest: {
            parent?: string;
        };
        GraphExportResponse: {
            readonly gid?: string;
            readonly resource_type?: string;
            readonly resource_subtype?: string;
            /** @enum {string} */
            readonly status?: "not_started" | "in_progress" | "succeeded" | "failed";
            new_graph_export?: components["schemas"]["GraphExportCompact"];
        };
        JobBase: components["schemas"]["JobCompact"];
        JobCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            readonly resource_subtype?: string;
            /** @enum {string} */
            readonly status?: "not_started" | "in_progress" | "succeeded" | "failed";
            new_portfolio?: components["schemas"]["PortfolioCompact"];
            new_project?: components["schemas"]["ProjectCompact"];
            new_task?: components["schemas"]["TaskCompact"] | null;
            new_project_template?: components["schemas"]["ProjectTemplateCompact"];
            new_graph_export?: components["schemas"]["GraphExportCompact"];
            new_resource_export?: components["schemas"]["ResourceExportCompact"];
        };
        JobResponse: components["schemas"]["JobBase"];
        Like: {
            readonly gid?: string;
            user?: components["schemas"]["UserCompact"];
        };
        NextPage: {
            readonly offset?: string;
            readonly path?: string;
            /** Format: uri */
            readonly uri?: string;
        } | null;
        OrganizationExportBase: components["schemas"]["OrganizationExportCompact"];
        OrganizationExportCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            /** Format: date-time */
            readonly created_at?: string;
            /** Format: uri */
            readonly download_url?: string | null;
            /** @enum {string} */
            readonly state?: "pending" | "started" | "finished" | "error";
            organization?: components["schemas"]["WorkspaceCompact"];
        };
        OrganizationExportRequest: {
            organization?: string;
        };
        OrganizationExportResponse: components["schemas"]["OrganizationExportBase"];
        PortfolioAddItemRequest: {
            item: string;
            insert_before?: string;
            insert_after?: string;
        };
        PortfolioBase: components["schemas"]["PortfolioCompact"] & {
            archived?: boolean;
            /** @enum {string} */
            color?: "dark-pink" | "dark-green" | "dark-blue" | "dark-red" | "dark-teal" | "dark-brown" | "dark-orange" | "dark-purple" | "dark-warm-gray" | "light-pink" | "light-green" | "light-blue" | "light-red" | "light-teal" | "light-brown" | "light-orange" | "light-purple" | "light-warm-gray";
            /** Format: date */
            start_on?: string | null;
            /** Format: date */
            due_on?: string | null;
            /** @enum {string} */
            default_access_level?: "admin" | "editor" | "viewer";
        };
        PortfolioCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        PortfolioDuplicateRequest: {
            name: string;
            include?: string;
        };
        PortfolioRemoveItemRequest: {
            item: string;
        };
        PortfolioRequest: components["schemas"]["PortfolioBase"] & {
            workspace?: string;
            /** @deprecated */
            public?: boolean;
        };
        PortfolioResponse: components["schemas"]["PortfolioBase"] & {
            /** Format: date-time */
            readonly created_at?: string;
            created_by?: components["schemas"]["UserCompact"];
            custom_field_settings?: components["schemas"]["CustomFieldSettingResponse"][];
            current_status_update?: components["schemas"]["StatusUpdateCompact"] | null;
            custom_fields?: components["schemas"]["CustomFieldCompact"][];
            readonly members?: components["schemas"]["UserCompact"][];
            owner?: components["schemas"]["UserCompact"];
            workspace?: components["schemas"]["WorkspaceCompact"] & Record<string, never>;
            readonly permalink_url?: string;
            public?: boolean;
            /** @enum {string} */
            privacy_setting?: "public_to_domain" | "members_only";
            readonly project_templates?: components["schemas"]["ProjectTemplateCompact"][];
        };
        Preview: {
            fallback?: string;
            footer?: string;
            header?: string;
            header_link?: string;
            html_text?: string;
            text?: string;
            title?: string;
            title_link?: string;
        };
        ProjectBase: components["schemas"]["ProjectCompact"] & {
            archived?: boolean;
            /** @enum {string|null} */
            color?: "dark-pink" | "dark-green" | "dark-blue" | "dark-red" | "dark-teal" | "dark-brown" | "dark-orange" | "dark-purple" | "dark-warm-gray" | "light-pink" | "light-green" | "light-blue" | "light-red" | "light-teal" | "light-brown" | "light-orange" | "light-purple" | "light-warm-gray" | "none" | null;
            /** @enum {string|null} */
            icon?: "list" | "board" | "timeline" | "calendar" | "rocket" | "people" | "graph" | "star" | "bug" | "light_bulb" | "globe" | "gear" | "notebook" | "computer" | "check" | "target" | "html" | "megaphone" | "chat_bubbles" | "briefcase" | "page_layout" | "mountain_flag" | "puzzle" | "presentation" | "line_and_symbols" | "speed_dial" | "ribbon" | "shoe" | "shopping_basket" | "map" | "ticket" | "coins" | null;
            /** Format: date-time */
            readonly created_at?: string;
            current_status?: components["schemas"]["ProjectStatusResponse"] | null;
            current_status_update?: components["schemas"]["StatusUpdateCompact"] | null;
            readonly custom_field_settings?: components["schemas"]["CustomFieldSettingResponse"][];
            /** @enum {string} */
            default_view?: "list" | "board" | "calendar" | "timeline";
            /** Format: date */
            due_date?: string | null;
            /** Format: date */
            due_on?: string | null;
            html_notes?: string;
            readonly members?: components["schemas"]["UserCompact"][];
            /** Format: date-time */
            readonly modified_at?: string;
            notes?: string;
            /** @deprecated */
            public?: boolean;
            /** @enum {string} */
            privacy_setting?: "public_to_workspace" | "private_to_team" | "private";
            /** Format: date */
            start_on?: string | null;
            /** @enum {string} */
            default_access_level?: "admin" | "editor" | "commenter" | "viewer";
            /** @enum {string} */
            minimum_access_level_for_customization?: "admin" | "editor";
            /** @enum {string} */
            minimum_access_level_for_sharing?: "admin" | "editor";
        };
        ProjectBriefBase: components["schemas"]["ProjectBriefCompact"] & {
            title?: string;
            html_text?: string;
        };
        ProjectBriefCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
        };
        ProjectBriefResponse: components["schemas"]["ProjectBriefBase"] & {
            text?: string;
            readonly permalink_url?: string;
            project?: components["schemas"]["ProjectCompact"] & Record<string, never>;
        };
        ProjectCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        ProjectDuplicateRequest: {
            name: string;
            include?: string;
            schedule_dates?: {
                should_skip_weekends?: boolean;
                due_on?: string;
                start_on?: string;
            };
        };
        ProjectRequest: components["schemas"]["ProjectBase"] & {
            custom_fields?: {
                [key: string]: string;
            };
            followers?: string;
            owner?: string | null;
            /** @deprecated */
            team?: string;
            workspace?: string;
        };
        ProjectResponse: components["schemas"]["ProjectBase"] & {
            readonly custom_fields?: components["schemas"]["CustomFieldCompact"][];
            readonly completed?: boolean;
            /** Format: date-time */
            readonly completed_at?: string | null;
            completed_by?: components["schemas"]["UserCompact"] & unknown;
            readonly followers?: components["schemas"]["UserCompact"][];
            owner?: components["schemas"]["UserCompact"] | null;
            team?: components["schemas"]["TeamCompact"] & Record<string, never>;
            readonly permalink_url?: string;
            project_brief?: components["schemas"]["ProjectBriefCompact"] | null;
            created_from_template?: components["schemas"]["ProjectTemplateCompact"] | null;
            workspace?: components["schemas"]["WorkspaceCompact"] & Record<string, never>;
        };
        ProjectSaveAsTemplateRequest: {
            name: string;
            team?: string;
            workspace?: string;
            public: boolean;
        };
        ProjectStatusBase: components["schemas"]["ProjectStatusCompact"] & {
            text?: string;
            html_text?: string;
            /** @enum {string} */
            color?: "green" | "yellow" | "red" | "blue" | "complete";
        };
        ProjectStatusCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            title?: string;
        };
        ProjectStatusResponse: components["schemas"]["ProjectStatusBase"] & {
            author?: components["schemas"]["UserCompact"];
            /** Format: date-time */
            readonly created_at?: string;
            created_by?: components["schemas"]["UserCompact"];
            /** Format: date-time */
            readonly modified_at?: string;
        };
        ProjectTemplateBase: components["schemas"]["ProjectTemplateCompact"] & {
            description?: string;
            html_description?: string;
            public?: boolean;
            owner?: components["schemas"]["UserCompact"] | null;
            team?: components["schemas"]["TeamCompact"];
            readonly requested_dates?: components["schemas"]["DateVariableCompact"][];
            /** @enum {string|null} */
            color?: "dark-pink" | "dark-green" | "dark-blue" | "dark-red" | "dark-teal" | "dark-brown" | "dark-orange" | "dark-purple" | "dark-warm-gray" | "light-pink" | "light-green" | "light-blue" | "light-red" | "light-teal" | "light-brown" | "light-orange" | "light-purple" | "light-warm-gray" | null;
            requested_roles?: components["schemas"]["TemplateRole"][];
        };
        ProjectTemplateCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        ProjectTemplateInstantiateProjectRequest: {
            name: string;
            team?: string;
            /** @deprecated */
            public?: boolean;
            /** @enum {string} */
            privacy_setting?: "public_to_workspace" | "private_to_team" | "private";
            is_strict?: boolean;
            requested_dates?: components["schemas"]["DateVariableRequest"][];
            requested_roles?: components["schemas"]["RequestedRoleRequest"][];
        };
        ProjectTemplateResponse: components["schemas"]["ProjectTemplateBase"];
        ProjectUpdateRequest: components["schemas"]["ProjectBase"] & {
            custom_fields?: {
                [key: string]: string;
            };
            followers?: string;
            owner?: string | null;
            /** @deprecated */
            team?: string;
        };
        ReactionSummaryItemCompact: {
            emoji_base?: string;
            variant?: string;
            count?: number;
            reacted?: boolean;
        };
        RemoveMembersRequest: {
            members: string;
        };
        RequestedRoleRequest: {
            gid?: string;
            value?: string;
        };
        ResourceExportCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            /** Format: date-time */
            readonly created_at?: string;
            /** Format: uri */
            readonly download_url?: string | null;
            /** Format: date-time */
            readonly completed_at?: string;
        };
        ResourceExportFilters: {
            "assigned_by.any"?: string[];
            "assignee.any"?: string[];
            "commented_on_by.any"?: string[];
            /** Format: date-time */
            "created_at.after"?: string;
            /** Format: date-time */
            "created_at.before"?: string;
            "created_by.any"?: string[];
            "followers.any"?: string[];
            "liked_by.any"?: string[];
            /** Format: date-time */
            "modified_at.after"?: string;
            /** Format: date-time */
            "modified_at.before"?: string;
        };
        ResourceExportRequest: {
            workspace?: string;
            export_request_parameters?: components["schemas"]["ResourceExportRequestParameter"][];
        };
        ResourceExportRequestParameter: {
            resource_type?: string;
            filters?: components["schemas"]["ResourceExportFilters"];
            fields?: string[];
        };
        ResourceExportResponse: {
            readonly gid?: string;
            readonly resource_type?: string;
            readonly resource_subtype?: string;
            /** @enum {string} */
            readonly status?: "not_started" | "in_progress" | "succeeded" | "failed";
            new_resource_export?: components["schemas"]["ResourceExportCompact"];
        };
        SectionBase: components["schemas"]["SectionCompact"];
        SectionCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        SectionRequest: {
            name: string;
            insert_before?: string;
            insert_after?: string;
        };
        SectionResponse: components["schemas"]["SectionBase"] & {
            /** Format: date-time */
            readonly created_at?: string;
            project?: components["schemas"]["ProjectCompact"];
            readonly projects?: components["schemas"]["ProjectCompact"][];
        };
        SectionTaskInsertRequest: {
            task: string;
            insert_before?: string;
            insert_after?: string;
        };
        StatusUpdateBase: components["schemas"]["StatusUpdateCompact"] & {
            text: string;
            html_text?: string;
            /** @enum {string} */
            status_type: "on_track" | "at_risk" | "off_track" | "on_hold" | "complete" | "achieved" | "partial" | "missed" | "dropped";
        };
        StatusUpdateCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            title?: string;
            /** @enum {string} */
            readonly resource_subtype?: "project_status_update" | "portfolio_status_update" | "goal_status_update";
        };
        StatusUpdateRequest: components["schemas"]["StatusUpdateBase"] & {
            parent: string;
        };
        StatusUpdateResponse: components["schemas"]["StatusUpdateBase"] & {
            author?: components["schemas"]["UserCompact"];
            /** Format: date-time */
            readonly created_at?: string;
            created_by?: components["schemas"]["UserCompact"];
            readonly hearted?: boolean;
            readonly hearts?: components["schemas"]["Like"][];
            liked?: boolean;
            readonly likes?: components["schemas"]["Like"][];
            readonly reaction_summary?: components["schemas"]["ReactionSummaryItemCompact"][];
            /** Format: date-time */
            readonly modified_at?: string;
            readonly num_hearts?: number;
            readonly num_likes?: number;
            parent?: components["schemas"]["ProjectCompact"] & Record<string, never>;
        };
        StoryBase: {
            readonly gid?: string;
            readonly resource_type?: string;
            /** Format: date-time */
            readonly created_at?: string;
            readonly resource_subtype?: string;
            text?: string;
            html_text?: string;
            is_pinned?: boolean;
            /** @enum {string} */
            sticker_name?: "green_checkmark" | "people_dancing" | "dancing_unicorn" | "heart" | "party_popper" | "people_waving_flags" | "splashing_narwhal" | "trophy" | "yeti_riding_unicorn" | "celebrating_people" | "determined_climbers" | "phoenix_spreading_love";
        };
        StoryCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            /** Format: date-time */
            readonly created_at?: string;
            created_by?: components["schemas"]["UserCompact"];
            readonly resource_subtype?: string;
            text?: string;
        };
        StoryRequest: components["schemas"]["StoryBase"];
        StoryResponse: components["schemas"]["StoryBase"] & {
            created_by?: components["schemas"]["UserCompact"];
            /** @enum {string} */
            readonly type?: "comment" | "system";
            readonly is_editable?: boolean;
            readonly is_edited?: boolean;
            readonly hearted?: boolean;
            readonly hearts?: components["schemas"]["Like"][];
            readonly num_hearts?: number;
            readonly liked?: boolean;
            readonly likes?: components["schemas"]["Like"][];
            readonly num_likes?: number;
            readonly reaction_summary?: components["schemas"]["ReactionSummaryItemCompact"][];
            readonly previews?: components["schemas"]["Preview"][];
            old_name?: string;
            readonly new_name?: string | null;
            old_dates?: components["schemas"]["StoryResponseDates"];
            new_dates?: components["schemas"]["StoryResponseDates"];
            readonly old_resource_subtype?: string;
            readonly new_resource_subtype?: string;
            readonly story?: components["schemas"]["StoryCompact"];
            readonly assignee?: components["schemas"]["UserCompact"];
            readonly follower?: components["schemas"]["UserCompact"];
            readonly old_section?: components["schemas"]["SectionCompact"];
            readonly new_section?: components["schemas"]["SectionCompact"];
            readonly task?: components["schemas"]["TaskCompact"];
            readonly project?: components["schemas"]["ProjectCompact"];
            readonly tag?: components["schemas"]["TagCompact"];
            readonly custom_field?: components["schemas"]["CustomFieldCompact"];
            readonly old_text_value?: string;
            readonly new_text_value?: string;
            readonly old_number_value?: number | null;
            readonly new_number_value?: number;
            readonly old_enum_value?: components["schemas"]["EnumOption"];
            readonly new_enum_value?: components["schemas"]["EnumOption"];
            readonly old_date_value?: components["schemas"]["StoryResponseDates"] & unknown;
            readonly new_date_value?: components["schemas"]["StoryResponseDates"] & unknown;
            readonly old_people_value?: components["schemas"]["UserCompact"][];
            readonly new_people_value?: components["schemas"]["UserCompact"][];
            readonly old_multi_enum_values?: components["schemas"]["EnumOption"][];
            readonly new_multi_enum_values?: components["schemas"]["EnumOption"][];
            readonly new_approval_status?: string;
            readonly old_approval_status?: string;
            readonly duplicate_of?: components["schemas"]["TaskCompact"];
            readonly duplicated_from?: components["schemas"]["TaskCompact"];
            readonly dependency?: components["schemas"]["TaskCompact"];
            /** @enum {string} */
            readonly source?: "web" | "email" | "mobile" | "api" | "unknown";
            target?: components["schemas"]["TaskCompact"] & Record<string, never>;
        };
        StoryResponseDates: {
            /** Format: date */
            start_on?: string | null;
            /** Format: date-time */
            due_at?: string | null;
            /** Format: date */
            due_on?: string;
        };
        TagBase: components["schemas"]["TagCompact"] & {
            /** @enum {string|null} */
            color?: "dark-pink" | "dark-green" | "dark-blue" | "dark-red" | "dark-teal" | "dark-brown" | "dark-orange" | "dark-purple" | "dark-warm-gray" | "light-pink" | "light-green" | "light-blue" | "light-red" | "light-teal" | "light-brown" | "light-orange" | "light-purple" | "light-warm-gray" | null;
            notes?: string;
        };
        TagCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        TagResponse: components["schemas"]["TagBase"] & {
            /** Format: date-time */
            readonly created_at?: string;
            readonly followers?: components["schemas"]["UserCompact"][];
            workspace?: components["schemas"]["WorkspaceCompact"];
            readonly permalink_url?: string;
        };
        TaskAddFollowersRequest: {
            followers: string[];
        };
        TaskAddProjectRequest: {
            project: string;
            insert_after?: string | null;
            insert_before?: string | null;
            section?: string | null;
        };
        TaskAddTagRequest: {
            tag: string;
        };
        TaskBase: components["schemas"]["TaskCompact"] & {
            /** @enum {string} */
            approval_status?: "pending" | "approved" | "rejected" | "changes_requested";
            /** @enum {string} */
            assignee_status?: "today" | "upcoming" | "later" | "new" | "inbox";
            assigned_by?: components["schemas"]["UserCompact"] & unknown;
            completed?: boolean;
            /** Format: date-time */
            readonly completed_at?: string | null;
            completed_by?: components["schemas"]["UserCompact"] & unknown;
            /** Format: date-time */
            readonly created_at?: string;
            readonly dependencies?: components["schemas"]["AsanaResource"][];
            readonly dependents?: components["schemas"]["AsanaResource"][];
            /** Format: date-time */
            due_at?: string | null;
            /** Format: date */
            due_on?: string | null;
            external?: {
                gid?: string;
                data?: string;
            };
            html_notes?: string;
            readonly hearted?: boolean;
            readonly hearts?: components["schemas"]["Like"][];
            readonly is_rendered_as_separator?: boolean;
            liked?: boolean;
            readonly likes?: components["schemas"]["Like"][];
            readonly memberships?: {
                project?: components["schemas"]["ProjectCompact"];
                section?: components["schemas"]["SectionCompact"];
            }[];
            /** Format: date-time */
            readonly modified_at?: string;
            name?: string;
            notes?: string;
            readonly num_hearts?: number;
            readonly num_likes?: number;
            readonly num_subtasks?: number;
            /** Format: date-time */
            start_at?: string | null;
            /** Format: date */
            start_on?: string | null;
            readonly actual_time_minutes?: number | null;
        };
        TaskCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
            /** @enum {string} */
            resource_subtype?: "default_task" | "milestone" | "approval" | "custom";
            readonly created_by?: {
                gid?: string;
                resource_type?: string;
            };
        };
        TaskCountResponse: {
            num_tasks?: number;
            num_incomplete_tasks?: number;
            num_completed_tasks?: number;
            num_milestones?: number;
            num_incomplete_milestones?: number;
            num_completed_milestones?: number;
        };
        TaskCreateRequest: components["schemas"]["TaskRequestBase"] & {
            followers?: string[];
            projects?: string[];
            tags?: string[];
            workspace?: string;
        };
        TaskDuplicateRequest: {
            name?: string;
            include?: string;
        };
        TaskRemoveProjectRequest: {
            project: string;
        };
        TaskRequestBase: components["schemas"]["TaskBase"] & {
            assignee?: string | null;
            assignee_section?: string | null;
            custom_fields?: {
                [key: string]: string;
            };
            parent?: string | null;
        };
        TaskResponse: components["schemas"]["TaskBase"] & {
            assignee?: components["schemas"]["UserCompact"] | null;
            assignee_section?: components["schemas"]["SectionCompact"] | null;
            readonly custom_fields?: components["schemas"]["CustomFieldResponse"][];
            custom_type?: components["schemas"]["CustomTypeCompact"] | null;
            custom_type_status_option?: components["schemas"]["CustomTypeStatusOptionCompact"] | null;
            readonly followers?: components["schemas"]["UserCompact"][];
            parent?: components["schemas"]["TaskCompact"] & (Record<string, never> | null);
            readonly projects?: components["schemas"]["ProjectCompact"][];
            readonly tags?: components["schemas"]["TagCompact"][];
            workspace?: components["schemas"]["WorkspaceCompact"] & Record<string, never>;
            readonly permalink_url?: string;
        };
        TaskTemplateBase: components["schemas"]["TaskTemplateCompact"];
        TaskTemplateCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        TaskTemplateInstantiateTaskRequest: {
            name?: string;
        };
        TaskTemplateRecipe: components["schemas"]["TaskTemplateRecipeCompact"] & {
            description?: string;
            html_description?: string;
            memberships?: components["schemas"]["ProjectCompact"][];
            relative_start_on?: number | null;
            relative_due_on?: number | null;
            due_time?: string | null;
            dependencies?: components["schemas"]["TaskTemplateRecipeCompact"][];
            dependents?: components["schemas"]["TaskTemplateRecipeCompact"][];
            followers?: components["schemas"]["UserCompact"][];
            attachments?: components["schemas"]["AttachmentCompact"][];
            subtasks?: components["schemas"]["TaskTemplateRecipeCompact"][];
            custom_fields?: components["schemas"]["CustomFieldCompact"][];
        };
        TaskTemplateRecipeCompact: {
            name?: string;
            /** @enum {string} */
            task_resource_subtype?: "default_task" | "milestone_task" | "approval_task";
        };
        TaskTemplateResponse: components["schemas"]["TaskTemplateBase"] & {
            name?: string;
            project?: components["schemas"]["ProjectCompact"] | null;
            template?: components["schemas"]["TaskTemplateRecipe"];
            created_by?: components["schemas"]["UserCompact"];
            /** Format: date-time */
            created_at?: string;
        };
        TaskUpdateRequest: components["schemas"]["TaskRequestBase"] & {
            custom_type?: string | null;
            custom_type_status_option?: string | null;
        };
        TeamBase: components["schemas"]["TeamCompact"];
        TeamCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        TeamResponse: components["schemas"]["TeamBase"] & {
            description?: string;
            html_description?: string;
            organization?: components["schemas"]["WorkspaceCompact"] & Record<string, never>;
            readonly permalink_url?: string;
            /** @enum {string} */
            visibility?: "secret" | "request_to_join" | "public";
            /** @enum {string} */
            edit_team_name_or_description_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            edit_team_visibility_or_trash_team_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            member_invite_management_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            guest_invite_management_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            join_request_management_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            team_member_removal_access_level?: "all_team_members" | "only_team_admins";
            /** @enum {string} */
            team_content_management_access_level?: "no_restriction" | "only_team_admins";
            endorsed?: boolean;
            custom_field_settings?: components["schemas"]["CustomFieldSettingResponse"][];
        };
        TemplateRole: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        UserBase: components["schemas"]["UserCompact"];
        UserBaseResponse: components["schemas"]["UserBase"] & {
            /** Format: email */
            readonly email?: string;
            readonly photo?: {
                /** Format: uri */
                image_21x21?: string;
                /** Format: uri */
                image_27x27?: string;
                /** Format: uri */
                image_36x36?: string;
                /** Format: uri */
                image_60x60?: string;
                /** Format: uri */
                image_128x128?: string;
                /** Format: uri */
                image_1024x1024?: string;
            } | null;
        };
        UserCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        UserResponse: components["schemas"]["UserBaseResponse"] & {
            readonly workspaces?: components["schemas"]["WorkspaceCompact"][];
            custom_fields?: components["schemas"]["CustomFieldCompact"][];
        };
        WorkspaceBase: components["schemas"]["WorkspaceCompact"];
        WorkspaceCompact: {
            readonly gid?: string;
            readonly resource_type?: string;
            name?: string;
        };
        WorkspaceResponse: components["schemas"]["WorkspaceBase"] & {
            email_domains?: string[];
            is_organization?: boolean;
        };
    };
    responses: {
        BadGateway: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        BadRequest: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        Forbidden: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        GatewayTimeout: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        InternalServerError: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        NotFound: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        PaymentRequired: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        ServiceUnavailable: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        TooManyRequests: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
        Unauthorized: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/json": components["schemas"]["ErrorResponse"];
            };
        };
    };
    parameters: {
        archived_query_param: boolean;
        completed_since: string;
        custom_field_path_gid: string;
        job_path_gid: string;
        limit: number;
        offset: string;
        organization_export_path_gid: string;
        portfolio_path_gid: string;
        pretty: boolean;
        project_brief_path_gid: string;
        project_path_gid: string;
        project_template_path_gid: string;
        section_path_gid: string;
        status_update_path_gid: string;
        tag_path_gid: string;
        task_path_gid: string;
        task_template_path_gid: string;
        team_path_gid: string;
        team_query_param: string;
        user_path_gid: string;
        workspace_path_gid: string;
        workspace_query_param: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;

/** The record of each kind, as a full GET describes it. Any field may be missing. */
export interface Records {
  Job: components['schemas']['JobResponse'];
  Task: components['schemas']['TaskResponse'];
  Project: components['schemas']['ProjectResponse'];
  ProjectTemplate: components['schemas']['ProjectTemplateResponse'];
  TaskTemplate: components['schemas']['TaskTemplateResponse'];
  Portfolio: components['schemas']['PortfolioResponse'];
  Section: components['schemas']['SectionResponse'];
  User: components['schemas']['UserResponse'];
  Team: components['schemas']['TeamResponse'];
  Workspace: components['schemas']['WorkspaceResponse'];
  Tag: components['schemas']['TagResponse'];
  StatusUpdate: components['schemas']['StatusUpdateResponse'];
  ProjectBrief: components['schemas']['ProjectBriefResponse'];
  OrganizationExport: components['schemas']['OrganizationExportResponse'];
}
