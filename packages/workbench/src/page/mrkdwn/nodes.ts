/** What Slack's mrkdwn means, before it is drawn. */
export type Inline =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'emoji'; readonly name: string; readonly sign: string }
  | { readonly type: 'link'; readonly url: string; readonly text: string }
  | { readonly type: 'person' | 'channel' | 'group'; readonly id: string; readonly label?: string }
  | { readonly type: 'broadcast'; readonly to: 'here' | 'channel' | 'everyone' }
  | {
      readonly type: 'date';
      readonly seconds: number;
      readonly format: string;
      readonly fallback: string;
      readonly url?: string;
    };

export type Paragraph =
  | { readonly type: 'lines' | 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly type: 'preformatted'; readonly text: string };
