/** Items of errands in one process: texts, so that nobody changes what another was given. Bounded by their length. */
import type { ErrandItem, ErrandItems } from './items.ts';
import { tooManyItems } from './store.ts';

interface Row {
  plan: string | null;
  progress: string;
  version: number;
}

/** Items in memory, which go with their errand. */
export interface MemoryItems extends ErrandItems {
  forget(errand: string): void;
}

/** Makes them. `touched` hears of each errand of which something was changed. */
export function memoryItems(mostCharacters: number, touched: (errand: string) => void): MemoryItems {
  const rows = new Map<string, Row[]>();
  let characters = 0;

  function forget(errand: string): void {
    for (const row of rows.get(errand) ?? []) dropPlan(row);
    rows.delete(errand);
  }

  function dropPlan(row: Row): void {
    characters -= row.plan?.length ?? 0;
    row.plan = null;
  }

  const itemOf = ({ plan, progress, version }: Row, index: number, withPlan: boolean): ErrandItem => ({
    index,
    plan: withPlan && plan !== null ? JSON.parse(plan) : null,
    progress: JSON.parse(progress),
    version,
  });

  return {
    forget,
    async add(errand, items) {
      const made = items.map(({ plan, progress }) => ({
        plan: plan === null ? null : JSON.stringify(plan),
        progress: JSON.stringify(progress),
        version: 0,
      }));
      const length = made.reduce((sum, { plan }) => sum + (plan?.length ?? 0), 0);
      if (characters + length > mostCharacters) throw tooManyItems(mostCharacters);
      characters += length;
      rows.set(errand, made);
    },
    async list(errand, { plans } = { plans: false }) {
      return (rows.get(errand) ?? []).map((row, index) => itemOf(row, index, plans));
    },
    async find(errand, index) {
      const row = rows.get(errand)?.[index];
      return row ? itemOf(row, index, false) : null;
    },
    async change(errand, index, version, { progress, plan }) {
      const row = rows.get(errand)?.[index];
      if (row?.version !== version) return null;
      row.progress = JSON.stringify(progress);
      row.version += 1;
      if (plan === null) dropPlan(row);
      touched(errand);
      return itemOf(row, index, false);
    },
  };
}
