export { type ClientConfig, clientConfig, localPlace, type Place } from './aws.ts';
export { type Clock, type ManualClock, manualClock, systemClock } from './clock.ts';
export { type Cloud, type CloudSpec, startCloud } from './cloud.ts';
export { type AlarmState, type Alarms, createAlarms } from './cloudwatch/alarms.ts';
export { type EventSource, type EventSourceSpec, eventSource } from './event-source.ts';
export { type Bus, type BusRule, createBus, type Disturbance } from './eventbridge/bus.ts';
export { type CloudEvent, cloudEvent } from './eventbridge/event.ts';
export { matches, type Pattern } from './eventbridge/pattern.ts';
export {
  type FunctionUrlOptions,
  fromFunctionUrlResult,
  type HttpRequest,
  type HttpResponse,
  toFunctionUrlEvent,
} from './function-url.ts';
export { type FunctionUrl, functionUrl } from './function-url-server.ts';
export type { FunctionName } from './functions.ts';
export { type LambdaFunction, type LambdaHandler, LambdaTimeout, lambdaFunction } from './lambda.ts';
export { type Messaging, type MessagingSpec, type QueueSpec, type QueueView, startMessaging } from './messaging.ts';
export { type Resources, resourceNames } from './resources.ts';
export { type Schedule, scheduler } from './scheduler.ts';
export { type ServiceFault, type Services, startServices } from './services/services.ts';
export { type Storage, startStorage } from './storage.ts';
export type { CanaryContext, CanaryResult, CanaryRun, CanaryScript, CanaryStep } from './synthetics/run.ts';
export { type CanaryRuntime, startCanaryRuntime } from './synthetics/runtime/start-runtime.ts';
export { type Canary, type CanarySpec, createSynthetics, type Synthetics } from './synthetics/synthetics.ts';
