import { type ManualClock, systemClock } from '../../packages/workbench/src/cloud/index.ts';

/** Real time, for what is measured in it; to advance it is to wait. */
export const realClock: ManualClock = {
  ...systemClock,
  timers: 0,
  async advance(ms, settle) {
    await new Promise((resolve) => setTimeout(resolve, ms));
    await settle?.();
  },
};
