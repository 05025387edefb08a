/**
 * Numbers of Block Kit: doc comments of @slack/types 3.2.0 and docs.slack.dev/reference/block-kit. Where the two
 * disagree (an option's value: 75 or 150) the published reference wins.
 */
export const limits = {
  blocks: { message: 50, modal: 100, home: 100 },
  id: 255,
  text: 3_000,
  header: 150,
  section: { fields: 10, fieldText: 2_000 },
  context: 10,
  contextActions: 5,
  actions: 25,
  input: { label: 2_000, hint: 2_000 },
  image: { altText: 2_000, title: 2_000, url: 3_000 },
  markdownInAll: 12_000,
  table: { rows: 100, cells: 20, columns: 20 },
  button: { text: 75, value: 2_000, url: 3_000, label: 75 },
  select: { options: 100, groups: 100, placeholder: 150 },
  option: { text: 75, value: 150, description: 75, url: 3_000 },
  groupLabel: 75,
  overflow: 5,
  checkboxes: 10,
  radioButtons: 10,
  plainTextInput: 3_000,
  confirm: { title: 100, text: 300, button: 30 },
  carousel: 10,
  container: { children: 10, title: 150 },
  alert: 200,
  videoDescription: 200,
  view: { title: 24, button: 24, privateMetadata: 3_000, callbackId: 255, externalId: 255 },
} as const;
