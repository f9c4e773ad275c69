/**
 * The plugin: fields that name what they need get it as `extensions.asana`, where the planner finds it, and a resolver;
 * and below a start that went through every error says so. The words themselves are in the files beside this one.
 */
import { BasePlugin, type PothosOutputFieldConfig, type SchemaTypes } from '@pothos/core';
import type { GraphQLFieldResolver } from 'graphql';
import type { GatewayContext } from '../context.ts';
import { asStarted } from '../starts/started.ts';

/** What the plugin does to each field while the schema is built. */
export class AsanaPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onOutputFieldConfig(field: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const { asana } = field.pothosOptions;
    if (!asana) return field;
    if (typeof asana !== 'function') return { ...field, extensions: { ...field.extensions, asana } };
    const { needs, resolve } = asana(field.name);
    const extensions = { ...field.extensions, asana: needs };
    // Only objects of Asana's have such fields, and only our builder makes the context.
    return { ...field, extensions, resolve: resolve as GraphQLFieldResolver<unknown, object> };
  }

  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context']>,
    field: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context']> {
    return field.kind === 'Object' ? withStarted(resolve) : resolve;
  }
}

/** Below a start that went through, errors say so; a query passes by. */
function withStarted<Context extends object>(
  resolve: GraphQLFieldResolver<unknown, Context>,
): GraphQLFieldResolver<unknown, Context> {
  return (parent, args, context, info) => {
    // Our builder has one kind of context, which Pothos does not tell its plugins.
    const operation = context as object as GatewayContext;
    if (!operation.started) return resolve(parent, args, context, info);
    const fail = (error: unknown): unknown => asStarted(error, operation, info);
    const unlessError = (value: unknown): unknown => (value instanceof Error ? fail(value) : value);
    const finish = (found: unknown): unknown =>
      Array.isArray(found) ? found.map(unlessError) : unlessError(found);
    const rethrow = (error: unknown): never => {
      throw fail(error);
    };
    try {
      const found = resolve(parent, args, context, info);
      return found instanceof Promise ? found.then(finish, rethrow) : finish(found);
    } catch (error) {
      return rethrow(error);
    }
  };
}
