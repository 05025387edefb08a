import { createRequire } from 'node:module';
import path from 'node:path';

export const root = path.resolve(import.meta.dirname, '../../..');
export const platform = path.join(root, '.sst/platform');

/** Loads from the platform's own dependencies: mocks only work on the very copy of Pulumi that the components import. */
export const requirePlatform = createRequire(path.join(platform, 'package.json'));
