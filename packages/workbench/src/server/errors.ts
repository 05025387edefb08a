/** A request the server will not serve; the reason is meant for whoever sent it. */
export class RefusedRequest extends Error {
  override readonly name = 'RefusedRequest';
  readonly code = 'refused-request';
  readonly status: number;

  constructor(status: number, reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.status = status;
  }
}
