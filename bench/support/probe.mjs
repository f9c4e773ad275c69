/**
 * Preloaded into each process that is measured (`node --import`): answers over the IPC channel what the process
 * has used. Nothing of it runs while nobody asks. Plain JavaScript, so that it needs no loader.
 */

/** @type {Record<string, (args: any) => unknown>} */
const methods = {
  usage,
  /** Usage after a full garbage collection, where the process was started with --expose-gc. */
  async settled() {
    for (let pass = 0; pass < 2; pass += 1) {
      globalThis.gc?.();
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return usage();
  },
};

/** Adds methods the parent may ask. Whoever serves stays for as long as there is a parent. */
export function serve(more) {
  Object.assign(methods, more);
  process.channel?.ref();
}

function usage() {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  const resources = {};
  for (const name of process.getActiveResourcesInfo()) resources[name] = (resources[name] ?? 0) + 1;
  return { cpuMs: (user + system) / 1_000, rss, heapUsed, external, resources };
}

if (process.channel) {
  process.on('message', async ({ id, method, args }) => {
    try {
      const run = methods[method];
      if (!run) throw new Error(`nobody here answers "${method}"`);
      process.send({ id, result: await run(args) });
    } catch (error) {
      process.send({ id, error: error?.stack ?? String(error) });
    }
  });
  // Whoever asked is gone: so is the reason to run.
  process.on('disconnect', () => process.exit());
  // A measured program ends when it would end without this.
  process.channel.unref();
}
