/** One thing that was looked at. `skipped`: it could not be looked at, which says nothing of it. */
export interface Check {
  readonly check: string;
  readonly status: 'ok' | 'warn' | 'fail' | 'skipped';
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly mend?: string;
}

export const ok = (check: string, found: string): Check => ({ check, status: 'ok', found });
export const warn = (check: string, found: string, mend: string): Check => ({ check, status: 'warn', found, mend });
export const fail = (check: string, found: string, mend: string): Check => ({ check, status: 'fail', found, mend });
export const skipped = (check: string, found: string, mend: string): Check => ({
  check,
  status: 'skipped',
  found,
  mend,
});

const denied = new Set(['AccessDenied', 'AccessDeniedException', 'UnauthorizedOperation', 'AuthorizationError']);
const withoutCredentials =
  /^(CredentialsProviderError|ExpiredToken(Exception)?|UnrecognizedClientException|InvalidClientTokenId)$/;

/**
 * Looks at something of AWS. What cannot be looked at is told as such, with what is missing for it, and nothing else fails
 * with it.
 */
export async function looking(
  check: string,
  permission: string,
  look: () => Promise<readonly Check[]>,
): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    const { name = '', message = String(error) } = error instanceof Error ? error : {};
    const code = error !== null && typeof error === 'object' && 'Code' in error ? String(error.Code) : name;
    if (denied.has(code) || denied.has(name))
      return [skipped(check, 'you may not look at it', `Ask for the permission ${permission}.`)];
    if (withoutCredentials.test(name) || /region is missing/i.test(message))
      return [
        skipped(
          check,
          `AWS was not asked: ${oneLine(message)}`,
          'Sign in (aws sso login), and set AWS_PROFILE and AWS_REGION, or give --region.',
        ),
      ];
    return [
      skipped(
        check,
        `AWS did not answer: ${oneLine(message) || name}`,
        'Try again; look at your network and at the AWS Health Dashboard.',
      ),
    ];
  }
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 200);
