/** Asks for a token where the gateway needs one. It stays in this tab. */

/** Shown when the token is missing or refused. */
export function TokenPage({ onToken }: { onToken(token: string): void }) {
  return (
    <form
      className="card token"
      onSubmit={(event) => {
        event.preventDefault();
        const token = new FormData(event.currentTarget).get('token');
        if (typeof token === 'string' && token.trim() !== '') onToken(token.trim());
      }}
    >
      <h1>Which Asana is yours?</h1>
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
