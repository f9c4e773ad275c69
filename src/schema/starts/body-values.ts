/** Inputs of starts that Asana wants in another form than callers give them. Pure. */

/** Filters of a resource export: GraphQL name → Asana's dotted name. */
export const EXPORT_FILTERS = {
  assignedByAny: 'assigned_by.any',
  assigneeAny: 'assignee.any',
  commentedOnByAny: 'commented_on_by.any',
  createdByAny: 'created_by.any',
  followersAny: 'followers.any',
  likedByAny: 'liked_by.any',
  createdAtAfter: 'created_at.after',
  createdAtBefore: 'created_at.before',
  modifiedAtAfter: 'modified_at.after',
  modifiedAtBefore: 'modified_at.before',
} as const;

/** Renames the keys of an object; what is absent is left out. */
export function renameKeys(
  names: Readonly<Record<string, string>>,
): (value: unknown) => Record<string, unknown> {
  return (value) =>
    Object.fromEntries(
      Object.entries(value as Record<string, unknown>)
        .filter(([, part]) => part !== undefined && part !== null)
        .map(([name, part]) => [names[name] ?? name, part]),
    );
}

/** One part of a resource export. */
export function exportParameter(entry: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { resourceType, filters, fields } = entry;
  return {
    resource_type: resourceType,
    ...(filters != null && { filters: renameKeys(EXPORT_FILTERS)(filters) }),
    ...(fields != null && { fields }),
  };
}
