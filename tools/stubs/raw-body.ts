/** Stands in for raw-body, and with it for the character tables of iconv-lite. */
export default function rawBody(): never {
  throw new Error('raw-body is left out of the bundle: only the Lambda receiver is there');
}
