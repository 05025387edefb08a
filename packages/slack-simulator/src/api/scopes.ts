/** Scopes that depend on the kind of channel: https://docs.slack.dev/reference/scopes */
export const reads = { public: ['channels:read'], private: ['groups:read'], im: ['im:read'] };
export const histories = { public: ['channels:history'], private: ['groups:history'], im: ['im:history'] };
export const manage = { public: ['channels:manage', 'channels:write'], private: ['groups:write'], im: ['im:write'] };
export const invites = {
  public: ['channels:manage', 'channels:write.invites'],
  private: ['groups:write', 'groups:write.invites'],
  im: ['im:write'],
};
export const topics = {
  public: ['channels:manage', 'channels:write.topic'],
  private: ['groups:write', 'groups:write.topic'],
  im: ['im:write', 'im:write.topic'],
};
