/** The stage that the workbench plays: it stands in the names of alarms and canaries. */
export const stage = 'local';
