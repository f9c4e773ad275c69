/** What the tests use of the judge of signatures. */
declare module 'standardwebhooks' {
  export class Webhook {
    constructor(secret: string);
    sign(id: string, time: Date, body: string): string;
    /** @throws where the signature is not right, or the time is too far away */
    verify(body: string, headers: Record<string, string>): unknown;
  }
}
