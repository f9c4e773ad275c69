/**
 * The writes, by the names of the shared table, from which their routes come. What each takes and does stands in the
 * files beside this one, by Asana's document alone.
 */
import { WRITE_NAMES, WRITES, type WriteName } from '../../asana/api/writes.ts';
import type { WriteCall, Written } from './write-call.ts';
import {
  addCustomField,
  addItem,
  addMembers,
  createSection,
  removeItem,
  removeMembers,
  updateProject,
} from './write-projects.ts';
import { createStatus, createStory } from './write-reports.ts';
import {
  addFollowers,
  addProject,
  addTag,
  addTask,
  createTask,
  deleteTask,
  updateTask,
} from './write-tasks.ts';

const RUN: Readonly<Record<WriteName, (call: WriteCall) => Written>> = {
  updateProject,
  addProjectMembers: addMembers,
  removeProjectMembers: removeMembers,
  addProjectCustomField: addCustomField,
  addItemToPortfolio: addItem,
  removeItemFromPortfolio: removeItem,
  createSection,
  createTask,
  updateTask,
  deleteTask,
  addTaskToProject: addProject,
  addTaskToSection: addTask,
  addTaskFollowers: addFollowers,
  addTaskTag: addTag,
  addComment: createStory,
  createStatusUpdate: createStatus,
};

/** Runs a write and returns what it answers. */
export function runWrite(name: WriteName, call: WriteCall): Written {
  return RUN[name](call);
}

/** Method and path of each write, for the router. */
export const WRITE_ROUTES = WRITE_NAMES.map((write) => ({
  write,
  method: WRITES[write].method,
  path: WRITES[write].path,
}));
