/** One example of each write, with everything its input takes, and the REST calls it must become. */
import { expect } from 'vitest';
import type { WriteName } from '../../../src/asana/api/writes.ts';
import type { WithSandbox } from '../with-sandbox.ts';

/** A write and what Asana is to be sent. */
export interface WriteCase {
  readonly input: Readonly<Record<string, unknown>>;
  /** Path below the base URL. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>> | null;
  /** The input that holds the gid of the path or, where the path has none, of the place. */
  readonly targetField: string;
  /** A selection of the object, which Asana answers so after the write. */
  readonly shows: { readonly selection: string; readonly fields: string; readonly answer: unknown };
}

/** Every write, on the seeded data of a sandbox. */
export function writeCases({ gids }: Pick<WithSandbox, 'gids'>): Record<WriteName, WriteCase> {
  const { projects, tasks, sections, portfolios, users, tags, customFields, enumOptions } = gids;
  return {
    updateProject: {
      input: {
        projectGid: projects.website,
        name: 'Redesign',
        htmlNotes: '<body>New <b>shop</b></body>',
        archived: false,
        color: 'DARK_TEAL',
        dueOn: '2027-03-01',
        startOn: '2027-01-04',
        owner: 'sofia@meridian-outdoor.example',
        privacySetting: 'PUBLIC_TO_WORKSPACE',
        defaultView: 'CALENDAR',
        customFields: [{ gid: customFields.budget, value: { number: 17 } }],
      },
      path: `/projects/${projects.website}`,
      body: {
        name: 'Redesign',
        html_notes: '<body>New <b>shop</b></body>',
        archived: false,
        color: 'dark-teal',
        due_on: '2027-03-01',
        start_on: '2027-01-04',
        owner: 'sofia@meridian-outdoor.example',
        privacy_setting: 'public_to_workspace',
        default_view: 'calendar',
        custom_fields: { [customFields.budget]: 17 },
      },
      targetField: 'projectGid',
      shows: {
        selection: 'name notes color owner { name }',
        fields: 'color,name,notes,owner.name',
        answer: { name: 'Redesign', notes: 'New shop', color: 'DARK_TEAL', owner: { name: 'Sofia Rossi' } },
      },
    },
    addProjectMembers: {
      input: { projectGid: projects.office, members: ['me', users.yuki, 'jonas@meridian-outdoor.example'] },
      path: `/projects/${projects.office}/addMembers`,
      body: { members: `me,${users.yuki},jonas@meridian-outdoor.example` },
      targetField: 'projectGid',
      shows: {
        selection: 'members { name }',
        fields: 'members.name',
        answer: {
          members: ['Fatima Haddad', 'Ada Okafor', 'Yuki Tanaka', 'Jonas Weber'].map((name) => ({ name })),
        },
      },
    },
    removeProjectMembers: {
      input: { projectGid: projects.office, members: [users.yuki, users.jonas] },
      path: `/projects/${projects.office}/removeMembers`,
      body: { members: `${users.yuki},${users.jonas}` },
      targetField: 'projectGid',
      shows: {
        selection: 'members { name }',
        fields: 'members.name',
        answer: { members: [{ name: 'Fatima Haddad' }, { name: 'Ada Okafor' }] },
      },
    },
    addProjectCustomField: {
      input: { projectGid: projects.website, customFieldGid: customFields.effort, isImportant: true },
      path: `/projects/${projects.website}/addCustomFieldSetting`,
      body: { custom_field: customFields.effort, is_important: true },
      targetField: 'projectGid',
      shows: { selection: 'name', fields: 'name', answer: { name: 'Redesign' } },
    },
    addItemToPortfolio: {
      input: { portfolioGid: portfolios.marketing, itemGid: projects.website },
      path: `/portfolios/${portfolios.marketing}/addItem`,
      body: { item: projects.website },
      targetField: 'portfolioGid',
      shows: { selection: 'name', fields: 'name', answer: { name: 'Marketing 2026' } },
    },
    removeItemFromPortfolio: {
      input: { portfolioGid: portfolios.marketing, itemGid: projects.website },
      path: `/portfolios/${portfolios.marketing}/removeItem`,
      body: { item: projects.website },
      targetField: 'portfolioGid',
      shows: { selection: 'name', fields: 'name', answer: { name: 'Marketing 2026' } },
    },
    createSection: {
      input: { projectGid: projects.launch, name: 'Stuck', insertAfterGid: sections.doing },
      path: `/projects/${projects.launch}/sections`,
      body: { name: 'Stuck', insert_after: sections.doing },
      targetField: 'projectGid',
      shows: {
        selection: 'name project { name }',
        fields: 'name,project.name',
        answer: { name: 'Stuck', project: { name: 'Autumn Launch Campaign' } },
      },
    },
    createTask: {
      input: {
        name: 'Sign off',
        resourceSubtype: 'APPROVAL',
        projectGids: [projects.launch],
        parentGid: tasks.first,
        workspaceGid: gids.organization,
        notes: 'All of it',
        completed: false,
        startAt: '2027-01-04T09:00:00Z',
        dueAt: '2027-01-05T17:00:00Z',
        assignee: 'me',
        approvalStatus: 'PENDING',
        customFields: [{ gid: customFields.priority, value: { enumOptionGid: enumOptions.high } }],
        followers: [users.sofia],
        tagGids: [tags.urgent],
      },
      path: '/tasks',
      body: {
        name: 'Sign off',
        resource_subtype: 'approval',
        projects: [projects.launch],
        parent: tasks.first,
        workspace: gids.organization,
        notes: 'All of it',
        completed: false,
        start_at: '2027-01-04T09:00:00Z',
        due_at: '2027-01-05T17:00:00Z',
        assignee: 'me',
        approval_status: 'pending',
        custom_fields: { [customFields.priority]: enumOptions.high },
        followers: [users.sofia],
        tags: [tags.urgent],
      },
      targetField: 'parentGid',
      shows: {
        selection: 'name approvalStatus assignee { name } tags { name }',
        fields: 'approval_status,assignee.name,name,tags.name',
        answer: {
          name: 'Sign off',
          approvalStatus: 'PENDING',
          assignee: { name: 'Ada Okafor' },
          tags: [{ name: 'urgent' }],
        },
      },
    },
    updateTask: {
      input: {
        taskGid: tasks.shared,
        name: 'Renamed',
        notes: 'Today',
        completed: true,
        dueOn: '2027-01-08',
        startOn: '2027-01-04',
        assignee: null,
        customFields: [
          { gid: customFields.channels, value: { multiEnumOptionGids: [enumOptions.web] } },
          { gid: customFields.goesLive, value: { date: '2027-01-09' } },
          { gid: customFields.supplier, value: { text: 'Kern' } },
          { gid: customFields.effort, value: null },
        ],
      },
      path: `/tasks/${tasks.shared}`,
      body: {
        name: 'Renamed',
        notes: 'Today',
        completed: true,
        due_on: '2027-01-08',
        start_on: '2027-01-04',
        assignee: null,
        custom_fields: {
          [customFields.channels]: [enumOptions.web],
          [customFields.goesLive]: { date: '2027-01-09' },
          [customFields.supplier]: 'Kern',
          [customFields.effort]: null,
        },
      },
      targetField: 'taskGid',
      shows: {
        selection: 'name completed dueOn assignee { name }',
        fields: 'assignee.name,completed,due_on,name',
        answer: { name: 'Renamed', completed: true, dueOn: '2027-01-08', assignee: null },
      },
    },
    deleteTask: {
      input: { taskGid: tasks.last },
      path: `/tasks/${tasks.last}`,
      body: null,
      targetField: 'taskGid',
      shows: { selection: '', fields: '', answer: tasks.last },
    },
    addTaskToProject: {
      input: { taskGid: tasks.first, projectGid: projects.website, sectionGid: null },
      path: `/tasks/${tasks.first}/addProject`,
      body: { project: projects.website, section: null },
      targetField: 'taskGid',
      shows: {
        selection: 'projects { gid }',
        fields: 'projects.gid',
        answer: { projects: [{ gid: projects.launch }, { gid: projects.website }] },
      },
    },
    addTaskToSection: {
      input: { taskGid: tasks.first, sectionGid: sections.review },
      path: `/sections/${sections.review}/addTask`,
      body: { task: tasks.first },
      targetField: 'sectionGid',
      shows: {
        selection: 'memberships { section { name } }',
        fields: 'memberships.section.name',
        answer: { memberships: [{ section: { name: 'In review' } }, { section: { name: 'To do' } }] },
      },
    },
    addTaskFollowers: {
      input: { taskGid: tasks.dependent, followers: ['me', users.priya] },
      path: `/tasks/${tasks.dependent}/addFollowers`,
      body: { followers: ['me', users.priya] },
      targetField: 'taskGid',
      shows: {
        selection: 'name liked',
        fields: 'liked,name',
        answer: { name: 'Publish returns leaflet', liked: expect.any(Boolean) },
      },
    },
    addTaskTag: {
      input: { taskGid: tasks.shared, tagGid: tags.waiting },
      path: `/tasks/${tasks.shared}/addTag`,
      body: { tag: tags.waiting },
      targetField: 'taskGid',
      shows: {
        selection: 'tags { name }',
        fields: 'tags.name',
        answer: { tags: [{ name: 'waiting for supplier' }] },
      },
    },
    addComment: {
      input: { taskGid: tasks.first, htmlText: '<body>Done <em>today</em></body>', isPinned: true },
      path: `/tasks/${tasks.first}/stories`,
      body: { html_text: '<body>Done <em>today</em></body>', is_pinned: true },
      targetField: 'taskGid',
      shows: {
        selection: 'text isPinned createdBy { name } task { name }',
        fields: 'created_by.name,is_pinned,target.name,text',
        answer: {
          text: 'Done today',
          isPinned: true,
          createdBy: { name: 'Ada Okafor' },
          task: { name: 'Draft trail shoe page' },
        },
      },
    },
    createStatusUpdate: {
      input: {
        parentGid: projects.website,
        title: 'Week 1',
        text: 'Late',
        htmlText: '<body>Late</body>',
        statusType: 'AT_RISK',
      },
      path: '/status_updates',
      body: {
        parent: projects.website,
        title: 'Week 1',
        text: 'Late',
        html_text: '<body>Late</body>',
        status_type: 'at_risk',
      },
      targetField: 'parentGid',
      shows: {
        selection: 'title statusType author { name }',
        fields: 'author.name,status_type,title',
        answer: { title: 'Week 1', statusType: 'AT_RISK', author: { name: 'Ada Okafor' } },
      },
    },
  };
}

/** The mutation of a write, with its payload's object selected as given. */
export function writeMutationOf(name: WriteName, field: string, selection: string): string {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${type}!) { written: ${name}(input: $input) {
    result: ${field} ${selection === '' ? '' : `{ ${selection} }`} userErrors { code message field }
  } }`;
}
