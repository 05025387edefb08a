/** Stands in for @slack/oauth: Tocsin is installed once, by its manifest. */
export class InstallProvider {
  constructor() {
    throw new Error('@slack/oauth is left out of the bundle: only the Lambda receiver is there');
  }
}
