/** Stands in for @slack/socket-mode, and with it for undici and ws. */
export class SocketModeClient {
  constructor() {
    throw new Error('@slack/socket-mode is left out of the bundle: only the Lambda receiver is there');
  }
}
