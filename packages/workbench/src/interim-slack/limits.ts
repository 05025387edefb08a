/** Block Kit's documented limits (docs.slack.dev, reference/block-kit), as far as checkBlocks holds them. */
export const limits = {
  blocks: { message: 50, modal: 100, home: 100 },
  id: 255,
  header: 150,
  sectionText: 3_000,
  sectionFields: 10,
  fieldText: 2_000,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  altText: 2_000,
  inputLabel: 2_000,
  placeholder: 150,
  options: 100,
  optionText: 75,
  /** 75 in @slack/types, 150 in one catalogue of the docs: the safe one. */
  optionValue: 75,
  overflowOptions: 5,
  choiceOptions: 10,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  viewTitle: 24,
  privateMetadata: 3_000,
  callbackId: 255,
  markdownText: 12_000,
  /** Undocumented: chat.postMessage refuses messages whose block text is about this long or longer. */
  messageBlockText: 13_200,
  /** chat.postMessage cuts here; chat.update refuses. */
  text: 40_000,
  updateText: 4_000,
} as const;

export type Surface = keyof typeof limits.blocks;
