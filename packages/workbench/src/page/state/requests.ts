import type {
  ArchiveRequest,
  ClickRequest,
  CloseRequest,
  CommandRequest,
  CreateRequest,
  EditRequest,
  HomeRequest,
  InChannel,
  InviteRequest,
  OnMessage,
  PagePreview,
  PageRunbook,
  PinRequest,
  PostRequest,
  ReactRequest,
  Said,
  SelectRequest,
  ShortcutRequest,
  SubmitRequest,
  SuggestRequest,
  TopicRequest,
} from '../../page-api.ts';

/** What the page asks of its server. A failure on the way is said like a refusal, in words. */
export const ask = {
  command: (request: CommandRequest) => send('command', request),
  post: (request: PostRequest) => send('post', request),
  edit: (request: EditRequest) => send('edit', request),
  delete: (request: OnMessage) => send('delete', request),
  react: (request: ReactRequest) => send('react', request),
  pin: (request: PinRequest) => send('pin', request),
  click: (request: ClickRequest) => send('click', request),
  select: (request: SelectRequest) => send('select', request),
  suggest: (request: SuggestRequest) => send('suggest', request),
  shortcut: (request: ShortcutRequest) => send('shortcut', request),
  submit: (request: SubmitRequest) => send('submit', request),
  close: (request: CloseRequest) => send('close', request),
  home: (request: HomeRequest) => send('home', request),
  join: (request: InChannel) => send('join', request),
  leave: (request: InChannel) => send('leave', request),
  create: (request: CreateRequest) => send('create', request),
  invite: (request: InviteRequest) => send('invite', request),
  topic: (request: TopicRequest) => send('topic', request),
  archive: (request: ArchiveRequest) => send('archive', request),
  break: (dependency: string) => send('break', { dependency }),
  mend: (dependency: string) => send('mend', { dependency }),
};

/** What the page looks up now and then, rather than being told of. @throws Error in words when it cannot be had */
export const look = {
  runbooks: () => get<readonly PageRunbook[]>('runbooks'),
  runbook: (file: string) => get<PagePreview>(`runbook?file=${encodeURIComponent(file)}`),
};

async function get<Answer>(what: string): Promise<Answer> {
  const response = await fetch(`/api/${what}`);
  const answer = (await response.json()) as Answer & Partial<Said>;
  if (!response.ok) throw new Error(answer.reason ?? `HTTP ${response.status}`);
  return answer;
}

async function send(what: keyof typeof ask, body: unknown): Promise<Said> {
  try {
    const response = await fetch(`/api/${what}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return (await response.json()) as Said;
  } catch {
    return { ok: false, reason: 'The workbench does not answer. Is it still running?' };
  }
}
