/** What this process spends, whatever else the machine does: a bound on it holds on a busy one as well. */

/** Starts a watch of CPU; what it returns tells the milliseconds since. */
export function cpuWatch(): () => number {
  const before = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1_000;
  };
}
