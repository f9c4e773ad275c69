import { expect, test } from 'vitest';
import { LONG_REPLY_BYTES, LongReplies } from '../../../src/asana/transport/long-replies.ts';

const nextTurn = () => new Promise<void>((resolve) => void setImmediate(resolve));

test('short replies are read at once, however many come', () => {
  const replies = new LongReplies();
  expect(Array.from({ length: 100 }, () => replies.next(LONG_REPLY_BYTES - 1))).toEqual(
    Array(100).fill(null),
  );
});

test('of long replies that come at once each turn of the event loop reads one, in order', async () => {
  const replies = new LongReplies();
  const read: number[] = [];
  const ask = (number: number) => {
    const turn = replies.next(LONG_REPLY_BYTES);
    if (turn) void turn.then(() => read.push(number));
    else read.push(number);
  };
  for (let number = 0; number < 4; number += 1) ask(number);
  const seen = [[...read]];
  for (let turn = 0; turn < 3; turn += 1) {
    await nextTurn();
    seen.push([...read]);
  }
  expect(seen).toEqual([[0], [0, 1], [0, 1, 2], [0, 1, 2, 3]]);
  await nextTurn();
  await nextTurn();
  expect(replies.next(LONG_REPLY_BYTES)).toBeNull();
});
