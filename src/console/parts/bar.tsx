/** A progress bar: how far, where that is known, else that something moves. */

/** Draws it. `fraction` is null where nobody knows how far. */
export function Bar({ fraction, label }: { readonly fraction: number | null; readonly label: string }) {
  const percent = fraction === null ? undefined : Math.round(Math.min(1, Math.max(0, fraction)) * 100);
  return (
    <div
      className={percent === undefined ? 'bar moving' : 'bar'}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
    >
      <span style={percent === undefined ? undefined : { width: `${percent}%` }} />
    </div>
  );
}
