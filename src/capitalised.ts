/** The types of a mutation are named after it: `startMany`, `StartManyInput`, `StartManyPayload`. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
