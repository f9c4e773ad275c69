/**
 * Seeded people: the organization, the plain workspace, users and teams.
 */
import type { SandboxStore } from './store.ts';

/** gids of people and places. */
export type SeededPeople = ReturnType<typeof seedPeople>;

const MEMBERS_DECIDE = {
  edit_team_name_or_description_access_level: 'all_team_members',
  edit_team_visibility_or_trash_team_access_level: 'only_team_admins',
  member_invite_management_access_level: 'all_team_members',
  guest_invite_management_access_level: 'only_team_admins',
  join_request_management_access_level: 'all_team_members',
  team_member_removal_access_level: 'only_team_admins',
  team_content_management_access_level: 'no_restriction',
};

/** Adds workspaces, users and teams. */
export function seedPeople(store: SandboxStore) {
  const organization = store.add('workspace', {
    name: 'Meridian Outdoor',
    is_organization: true,
    email_domains: ['meridian-outdoor.example'],
    members: [] as string[],
  });
  const plainWorkspace = store.add('workspace', {
    name: 'Harbour Book Club',
    is_organization: false,
    email_domains: [],
    members: [] as string[],
  });

  const membersOf: Record<string, string[]> = {
    [organization.gid]: organization.data.members as string[],
    [plainWorkspace.gid]: plainWorkspace.data.members as string[],
  };
  const addUser = (name: string, email: string, homes: readonly string[]): string => {
    const picture = email.split('@')[0];
    const sizes = ['21x21', '27x27', '36x36', '60x60', '128x128', '1024x1024'];
    const photo = Object.fromEntries(
      sizes.map((size) => [
        `image_${size}`,
        `https://photos.meridian-outdoor.example/${picture}_${size}.png`,
      ]),
    );
    const hasPhoto = store.random() < 0.7;
    const user = store.add('user', {
      name,
      email,
      photo: hasPhoto ? photo : null,
      home_gids: homes,
      custom_fields: [],
    });
    for (const home of homes) membersOf[home]?.push(user.gid);
    return user.gid;
  };
  const work = [organization.gid];
  const both = [organization.gid, plainWorkspace.gid];
  const users = {
    ada: addUser('Ada Okafor', 'ada@meridian-outdoor.example', both),
    grace: addUser('Grace Lindqvist', 'grace@meridian-outdoor.example', both),
    mateo: addUser('Mateo Álvarez', 'mateo@meridian-outdoor.example', work),
    priya: addUser('Priya Raman', 'priya@meridian-outdoor.example', work),
    jonas: addUser('Jonas Weber', 'jonas@meridian-outdoor.example', work),
    yuki: addUser('Yuki Tanaka', 'yuki@meridian-outdoor.example', work),
    fatima: addUser('Fatima Haddad', 'fatima@meridian-outdoor.example', work),
    oliver: addUser('Oliver Grant', 'oliver@meridian-outdoor.example', work),
    sofia: addUser('Sofia Rossi', 'sofia@meridian-outdoor.example', work),
    /** Belongs to the plain workspace only: sees nothing of the organization. */
    noor: addUser('Noor Visser', 'noor@bookclub.example', [plainWorkspace.gid]),
    /** What a service account would be. */
    robot: addUser('Meridian Integrations', 'integrations@meridian-outdoor.example', work),
  };

  const addTeam = (
    name: string,
    description: string,
    members: readonly string[],
    visibility = 'public',
  ): string =>
    store.add(
      'team',
      {
        ...MEMBERS_DECIDE,
        name,
        description,
        organization: organization.gid,
        visibility,
        members,
        endorsed: name === 'Marketing',
        custom_field_gids: [],
      },
      { home: organization.gid },
    ).gid;
  const { ada, grace, mateo, priya, jonas, yuki, fatima, oliver, sofia } = users;
  const teams = {
    marketing: addTeam('Marketing', 'Campaigns, brand and everything our customers see.', [
      ada,
      grace,
      mateo,
      sofia,
    ]),
    product: addTeam('Product', 'What we build next and why.', [ada, priya, yuki], 'request_to_join'),
    engineering: addTeam('Engineering', 'Shop, app and data platform.', [priya, jonas, yuki, oliver]),
    operations: addTeam('Operations', 'Stores, suppliers, support.', [ada, fatima, oliver]),
    /** Secret: only Grace and Fatima see it and what is private in it. */
    people: addTeam('People & Culture', 'Hiring and development.', [grace, fatima], 'secret'),
  };
  return { organization: organization.gid, plainWorkspace: plainWorkspace.gid, users, teams };
}
