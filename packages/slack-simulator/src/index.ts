export type { AppManifest } from './app/manifest.ts';
export { signatureOf } from './app/sign.ts';
export type {
  AppAnswer,
  AppOptions,
  AppRequest,
  Deliver,
  EventControl,
  Outcome,
  SentEvent,
} from './app/types.ts';
export { type BlockProblem, checkBlocks, type Surface } from './blocks/check-blocks.ts';
export { checkView } from './blocks/check-view.ts';
export { createSlackSimulator } from './create-slack-simulator.ts';
export { PersonError } from './errors.ts';
export type { FaultKind, FaultScript } from './http/faults.ts';
export type {
  Actor,
  InMessage,
  InputValue,
  InputValues,
  InView,
  NewFile,
  Sent,
  SubmitResult,
  Suggestions,
} from './people/types.ts';
export type { Snapshot, SnapshotChannel, SnapshotMessage, SnapshotUser } from './snapshot.ts';
export type {
  ActiveFault,
  Change,
  LoggedCall,
  NewChannel,
  NewUser,
  NewUserGroup,
  OtherAppPost,
  Simulator,
  SimulatorOptions,
  Unexpected,
} from './types.ts';
export type { Bookmark, ChannelKind, Standing, View } from './workspace/model.ts';
