/**
 * Takes secrets out of a text from outside before anybody sees it: what looks like one by its form, and the values of
 * fields that are called like one. It is a net under the runbook's author, not a promise: what a function answers should
 * hold no secret to begin with.
 */
export function mask(text: string): string {
  const masked = forms.reduce((left, [pattern, replacement]) => left.replace(pattern, replacement), text);
  return fields.reduce(
    (left, pattern) =>
      left.replace(pattern, (whole, before: string, name: string, between: string, value: string) =>
        secretName.test(name) && !value.includes(out) ? `${before}${name}${between}${inQuotes(value)}` : whole,
      ),
    masked,
  );
}

const out = '[masked]';

/** What fields are called whose values are nobody's business. */
const secretName =
  /^(?:(?:[\w-]*[_-])?(?:pass|password|passwd|passphrase|secret|token|credentials?|signature)|[a-z]*(?:Password|Secret|Token|Credentials?)|[\w-]*(?:api|access|private|secret|signing)[_-]?key(?:[_-]?id)?|(?:access|refresh|session|security|auth|bearer|id)token|(?:set-)?cookie|(?:proxy-)?authorization|sig)$/i;

/** Every pattern is bounded where it repeats: what is masked comes from outside and may be made to be slow. */
const forms: readonly (readonly [RegExp, string])[] = [
  [/-----BEGIN [A-Z ]{0,30}PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]{0,30}PRIVATE KEY-----|$)/g, out],
  [/^([ \t]{0,20}(?:proxy-)?authorization|[ \t]{0,20}(?:set-)?cookie)(:)[^\r\n]+/gim, `$1$2 ${out}`],
  [/\b(bearer|basic)\s{1,3}[\w.~+/=-]{8,}/gi, `$1 ${out}`],
  // The beginning of a JWT is base64 of '{"'.
  [/\beyJ[\w-]{5,4000}\.[\w-]{5,}(?:\.[\w-]*){0,3}/g, out],
  // AWS: long-term, temporary and other ids of keys (IAM user guide, "IAM identifiers").
  [/\b(?:AKIA|ASIA|AGPA|AIDA|AROA|ABIA|ACCA)[A-Z0-9]{12,}\b/g, out],
  [/\bxox[a-z]-[\w-]+/g, out],
  [/\bxapp-[\w-]+/g, out],
  [/\b(?:gh[pousr]_|github_pat_|glpat-|sk_live_|rk_live_|npm_)[\w-]{10,}/g, out],
  [/\bhttps:\/\/hooks\.slack\.com\/[^\s"'<>]+/g, out],
  // A name and a password before the host of an address.
  [/(?<=:\/\/)[^\s/@"'<>]{1,500}@/g, `${out}@`],
  [/([?&](?:X-Amz-(?:Signature|Security-Token|Credential)|sig|code|key)=)[^&\s"'<>#]+/gi, `$1${out}`],
];

/** A field's name, what stands between, and its value: as JSON, as JSON within JSON, and as `name = value`. */
const fields: readonly RegExp[] = [
  /(\\")([\w-]{1,60})(\\"\s{0,5}:\s{0,5})(\\"(?:(?!\\").)*\\")/g,
  /(["'])([\w-]{1,60})(["']\s{0,5}:\s{0,5})("(?:[^"\\]|\\.)*"|'[^']*'|[\d.]+)/g,
  /((?:^|[^\w"'-]))([\w-]{1,60})([ \t]{0,5}[=:][ \t]{0,5})("[^"]*"|'[^']*'|[^\s,;&"'}]+)/g,
];

/** A text stays one, so that what it stands in stays readable. */
function inQuotes(value: string): string {
  const quote = /^(?:\\"|["'])/.exec(value)?.[0] ?? '';
  return `${quote}${out}${quote}`;
}
