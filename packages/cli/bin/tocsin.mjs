#!/usr/bin/env node
// TypeScript is run as it is, so that a clone needs `npm ci` and nothing else.
import { register } from 'tsx/esm/api';

// The SDK's word on Node 20 is known (docs/decisions.md) and would stand in the middle of an answer.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
register();
const { main } = await import('../src/main.ts');
process.exitCode = await main(process.argv.slice(2));
