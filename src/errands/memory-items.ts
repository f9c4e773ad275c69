/** Items of errands in one process: texts, so that nobody changes what another was given. */
import type { ErrandItem, ErrandItems } from './items.ts';
import { bytesOf } from './memory-room.ts';

interface Row {
  plan: string | null;
  progress: string;
  version: number;
}

/** Items in memory, which go with their errand. */
export interface MemoryItems extends ErrandItems {
  forget(errand: string): void;
}

/** What the items of an errand tell. */
export interface MemoryItemsOptions {
  /** They are to take so many bytes. @throws SERVICE_UNAVAILABLE */
  readonly take: (errand: string, bytes: number) => void;
  /** One of them was changed, and takes so many more. */
  readonly changed: (errand: string, bytes: number) => void;
}

/** Makes them. */
export function memoryItems({ take, changed }: MemoryItemsOptions): MemoryItems {
  const rows = new Map<string, Row[]>();

  const itemOf = ({ plan, progress, version }: Row, index: number, withPlan: boolean): ErrandItem => ({
    index,
    plan: withPlan && plan !== null ? JSON.parse(plan) : null,
    progress: JSON.parse(progress),
    version,
  });

  return {
    forget: (errand) => void rows.delete(errand),
    async add(errand, items) {
      const made = items.map(({ plan, progress }) => ({
        plan: plan === null ? null : JSON.stringify(plan),
        progress: JSON.stringify(progress),
        version: 0,
      }));
      take(
        errand,
        made.reduce((sum, row) => sum + bytesOf(row), 0),
      );
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
      const after = JSON.stringify(progress);
      const freed = plan === null ? bytesOf(row.plan) : 0;
      const more = bytesOf(after) - bytesOf(row.progress) - freed;
      row.progress = after;
      row.version += 1;
      if (plan === null) row.plan = null;
      changed(errand, more);
      return itemOf(row, index, false);
    },
  };
}
