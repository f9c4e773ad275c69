/**
 * Counts the bytes of an answer while its fields resolve: what would come after the limit is null at once, so that a
 * small query neither reads nor keeps hundreds of megabytes. Fields look for a meter in their context; where there is
 * none, nothing is counted. Knows no operations and no transports.
 */
import {
  defaultFieldResolver,
  GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  isLeafType,
  isNonNullType,
  isObjectType,
  responsePathAsArray,
} from 'graphql';
import type { HeldBytes, Holding } from '../../held-bytes.ts';
import { errorBytes, KEY_BYTES, measureOf, typenameBytes } from './answer-bytes.ts';
import type { Limits } from './limits.ts';

const METER = Symbol('answer meter');
/** What an answer has grown by when it is looked at again among all others. */
const NOTED_BYTES = 64 << 10;

/** What an answer, or one event, has come to. */
export class AnswerMeter {
  /** Of the data so far, upwards: a field that ends as null may have been counted as what it was to be. */
  dataBytes: number;
  /** Of the errors that resolvers threw, roughly. */
  errorBytes = 0;
  errors = 0;
  /** Whether it was the largest when the answers of all callers together had become too much. */
  isGivenUp = false;
  #notedBytes = 0;
  #holding: Holding | null = null;
  readonly #answers: HeldBytes;
  readonly #mostBytes: number;
  readonly #mostErrors: number;

  constructor(
    { answerBytes, answerErrors }: Pick<Limits, 'answerBytes' | 'answerErrors'>,
    dataBytes: number,
    answers: HeldBytes,
  ) {
    this.#answers = answers;
    this.#mostBytes = answerBytes;
    this.#mostErrors = answerErrors;
    this.dataBytes = dataBytes;
  }

  get isFull(): boolean {
    return (
      this.isGivenUp || this.dataBytes + this.errorBytes > this.#mostBytes || this.errors > this.#mostErrors
    );
  }

  /** Counts more data; what is large is seen among the answers of all callers. */
  add(bytes: number): void {
    this.dataBytes += bytes;
    if (this.dataBytes - this.#notedBytes < NOTED_BYTES) return;
    this.#notedBytes = this.dataBytes;
    this.#holding ??= this.#answers.open(() => {
      this.isGivenUp = true;
    });
    if (!this.isGivenUp) this.#holding.hold(this.dataBytes);
  }

  /** The answer is made, and by the next turn of the event loop handed to its connection, which counts from there. */
  end(): void {
    const holding = this.#holding;
    if (holding) setImmediate(() => holding.release());
  }

  /** Lets the fields that are executed with a context find it. */
  putInto(context: object): void {
    (context as Metered)[METER] = this;
  }
}

interface Metered {
  [METER]?: AnswerMeter;
}

type Resolver = GraphQLFieldResolver<unknown, Metered | undefined>;

/** Resolvers that count already: two servers may share a schema, and two schemas a field. */
const counting = new WeakSet<Resolver>();

/** Makes every field of a schema count. */
export function meterFields(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || isIntrospectionType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve: Resolver = field.resolve ?? defaultFieldResolver;
      if (!counting.has(resolve)) field.resolve = meteredResolver(field, resolve);
    }
  }
}

function meteredResolver({ type }: GraphQLField<unknown, unknown>, resolve: Resolver): Resolver {
  const bytesOf = measureOf(type);
  const hasFields = !isLeafType(getNamedType(type));
  const isRequired = isNonNullType(type);

  function counted(value: unknown, meter: AnswerMeter, info: GraphQLResolveInfo): unknown {
    const below = hasFields ? typenameBytes(info) : 0;
    // A field's own key is its name; only entries of lists have a number.
    meter.add((info.path.key as string).length + KEY_BYTES + bytesOf(value, below));
    // The entries of a list may fail one by one, each for itself.
    return Array.isArray(value) && value.some(isPromise)
      ? value.map((item) => (isPromise(item) ? item.catch((error) => failed(error, meter, info)) : item))
      : value;
  }

  const metered: Resolver = (source, args, context, info) => {
    const meter = context?.[METER];
    if (!meter) return resolve(source, args, context, info);
    if (meter.isFull) {
      if (isRequired) throw FULL;
      return null;
    }
    try {
      const value = resolve(source, args, context, info);
      if (!isPromise(value)) return counted(value, meter, info);
      return value.then(
        (late) => counted(late, meter, info),
        (error) => failed(error, meter, info),
      );
    } catch (error) {
      return failed(error, meter, info);
    }
  };
  counting.add(metered);
  return metered;
}

/** Counts an error, and throws it on. */
function failed(error: unknown, meter: AnswerMeter, { path }: GraphQLResolveInfo): never {
  meter.errors += 1;
  meter.errorBytes += errorBytes(error, responsePathAsArray(path));
  throw meter.isFull ? FULL : error;
}

function isPromise(value: unknown): value is Promise<unknown> {
  return value instanceof Promise;
}

/** Thrown for what may not be null, again and again: with a path of its own it is passed on as it is. */
const FULL = new GraphQLError('The answer is too large.', { path: [] });
