/** The time, told again while somebody shows it. */
import { useEffect, useState } from 'react';

/** Now; once a second while something goes on, else twice a minute. */
export function useNow(goesOn: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), goesOn ? 1_000 : 30_000);
    return () => clearInterval(timer);
  }, [goesOn]);
  return now;
}
