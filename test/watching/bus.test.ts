import { memoryBus } from '../../src/watching/bus.ts';
import { busSuite } from './bus-suite.ts';

busSuite('memory', async () => {
  const bus = memoryBus();
  return { buses: [bus, bus], [Symbol.asyncDispose]: async () => bus[Symbol.asyncDispose]() };
});
