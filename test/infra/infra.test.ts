import { beforeAll } from 'vitest';
import { evaluateStages } from './tools/stages.ts';

// One file to vitest, so that the stages are evaluated once for all of it.
import './alarms.ts';
import './canaries.ts';
import './functions.ts';
import './grants.ts';
import './health.ts';
import './messaging.ts';
import './service-metrics.ts';
import './storage.ts';

// The first run on a machine installs SST's platform.
beforeAll(evaluateStages, 300_000);
