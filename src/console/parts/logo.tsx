/** The three dots of the gateway. */

/** Draws them. */
export function Logo() {
  return (
    <svg className="logo" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="8" fill="#1f2a44" />
      <circle cx="16" cy="9.5" r="4.5" fill="#ff6f61" />
      <circle cx="9" cy="20.5" r="4.5" fill="#ffb199" />
      <circle cx="23" cy="20.5" r="4.5" fill="#ff8f7d" />
    </svg>
  );
}
