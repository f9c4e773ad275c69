/** Registers the plugin with Pothos: what it does to fields, its words, and their types. */
import SchemaBuilder from '@pothos/core';
import './global-types.ts';
import { AsanaPlugin } from './plugin.ts';
import './schema-builder.ts';

/** Name under which a builder asks for the plugin. */
export const ASANA = 'asana';

SchemaBuilder.registerPlugin(ASANA, AsanaPlugin);
