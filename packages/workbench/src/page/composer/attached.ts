import type { PostRequest } from '../../page-api.ts';

export type Attached = NonNullable<PostRequest['files']>[number];

/** Files that somebody picked, as they are sent. */
export const readAttached = (files: readonly File[]): Promise<readonly Attached[]> =>
  Promise.all(files.map(async (file) => ({ name: file.name, base64: await base64Of(file) })));

function base64Of(file: File): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    // `data:image/png;base64,iVBOR…`
    reader.addEventListener('load', () => resolve(String(reader.result).replace(/^[^,]*,/, '')));
    reader.addEventListener('error', () => reject(reader.error ?? new Error(`${file.name} cannot be read`)));
    reader.readAsDataURL(file);
  });
}
