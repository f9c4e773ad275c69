/** What a stream has sent, waited for without sleeping. */
export interface Events<T> {
  push(value: T): void;
  end(): void;
  fail(error: unknown): void;
  /** The next one; rejects when the stream ends or fails before it. */
  next(): Promise<T>;
  /** The first one from here on that a test accepts. */
  until(accepts: (value: T) => boolean): Promise<T>;
  /** Resolves when the stream has ended. */
  ended(): Promise<void>;
}

/** Makes an empty one. */
export function createEvents<T>(): Events<T> {
  type Step = { value: T } | { error: unknown } | 'end';
  const steps: Step[] = [];
  let wake: (() => void) | null = null;
  const add = (step: Step) => {
    steps.push(step);
    wake?.();
  };
  const take = async (): Promise<Step> => {
    while (steps.length === 0) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    return steps.shift() as Step;
  };
  const next = async (): Promise<T> => {
    const step = await take();
    if (step === 'end') throw new Error('the stream has ended');
    if ('error' in step) throw step.error;
    return step.value;
  };
  return {
    push: (value) => add({ value }),
    end: () => add('end'),
    fail: (error) => add({ error }),
    next,
    async until(accepts) {
      for (;;) {
        const value = await next();
        if (accepts(value)) return value;
      }
    },
    async ended() {
      const step = await take();
      if (step === 'end') return;
      throw 'error' in step ? step.error : new Error(`not ended: ${JSON.stringify(step.value)}`);
    },
  };
}
