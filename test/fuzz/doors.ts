import { cliDoor } from './cli-door.ts';
import { documentDoors } from './document-doors.ts';
import type { Door } from './door.ts';
import { intakeDoor } from './intake-door.ts';
import { queueDoors } from './queue-doors.ts';
import { slackDoors } from './slack-doors.ts';
import { tickDoor } from './tick-door.ts';

/** Every place where anything comes in from outside. */
export const doors: readonly Door[] = [...slackDoors, intakeDoor, ...queueDoors, tickDoor, ...documentDoors, cliDoor];
