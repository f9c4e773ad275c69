/** Asks for a token where the gateway needs one. It stays in this tab. */

/** Shown when the token is missing or refused. */
export function TokenPage({ wasRefused, onToken }: { wasRefused: boolean; onToken(token: string): void }) {
  return (
    <form
      className="card token"
      onSubmit={(event) => {
        event.preventDefault();
        const token = new FormData(event.currentTarget).get('token');
        if (typeof token === 'string' && token.trim() !== '')
          onToken(token.trim().replace(/^bearer\s+/i, ''));
      }}
    >
      <h1>Which Asana is yours?</h1>
      {wasRefused && (
        <p className="notice bad" role="alert">
          Asana does not accept the token, or no longer. Bring another one.
        </p>
      )}
      <p>This gateway needs a personal access token of yours. It stays in this tab.</p>
      <label>
        Token
        <input name="token" type="password" autoComplete="off" required />
      </label>
      <button type="submit" className="primary">
        Go on
      </button>
    </form>
  );
}
