import type { Owner } from '@tocsin/workflow';

/**
 * Whom to page. All ids here are placeholders: put in your own user group (Slack: the group's page, ⋮, Copy group ID),
 * channel (the channel's details, at the bottom) and the ARN of an SNS topic that your pager subscribes to.
 */
export const viewerTeam: Owner = {
  team: 'Viewer',
  userGroup: 'S0VIEWER01',
  channel: 'C0VIEWER01',
  pager: 'arn:aws:sns:eu-west-1:123456789012:viewer-pager',
};

export const platformTeam: Owner = {
  team: 'Platform',
  userGroup: 'S0PLATFORM1',
  channel: 'C0PLATFORM1',
  pager: 'arn:aws:sns:eu-west-1:123456789012:platform-pager',
};
