/**
 * What every function has in common, also those that SST's components make by themselves.
 *
 * The trust policy is set here because SST's own (4.17.1, function.ts) trusts the account's root besides Lambda in every
 * stage: it tests `!dev` where `dev` is an Output, which is never false.
 */
export function defaults(): void {
  $transform(sst.aws.Function, (args) => {
    args.runtime ??= 'nodejs24.x';
    // A fifth cheaper than x86 for the same work, and nothing here is compiled (AWS Lambda pricing).
    args.architecture ??= 'arm64';
    // The bundle that was tested is the one that runs, also under `sst dev`.
    args.dev ??= false;
    const role = args.transform?.role;
    if (typeof role === 'object')
      throw new Error('Give transform.role as a function: the trust policy is set after it');
    args.transform = {
      ...args.transform,
      role: (roleArgs, opts, name) => {
        role?.(roleArgs, opts, name);
        roleArgs.assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: 'lambda.amazonaws.com' });
      },
    };
  });
}
