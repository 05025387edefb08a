export type { Finding } from './check/finding.ts';
export type { Source } from './cite.ts';
export { draftPostmortem } from './draft.ts';
export * from './model.ts';
export { renderCanvas } from './render/canvas.ts';
export { renderHtml } from './render/html.ts';
export { renderMarkdown } from './render/markdown.ts';
export * from './sources.ts';
