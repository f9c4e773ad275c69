/** The part of a token's rate that several instances share: what an engine such as Redis fills in. */

/** A bucket of requests: so many at once, and so many come back. */
export interface BucketShape {
  readonly capacity: number;
  readonly refillPerMs: number;
}

/** What became of a wish. */
export interface SharedAnswer {
  readonly ok: boolean;
  /** What is left in the bucket; the instance's own holds no more than that. */
  readonly left: number;
}

/** Asked before each call, after the instance's own budget has agreed. */
export interface SharedBudget {
  /**
   * Takes `points` requests from what the token has left across all instances. The bucket is as the asking instance
   * believes the limit to be. Nothing is taken when not `ok`.
   */
  consume(tokenHash: string, points: number, bucket: BucketShape): Promise<SharedAnswer>;
}
