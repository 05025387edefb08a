// Installs SST's platform, the components as TypeScript source, into .sst/platform. Stacks are type-checked and tested
// against it. Does nothing when the installed version is already there.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const read = (file) => {
  const at = path.join(root, file);
  return existsSync(at) ? readFileSync(at, 'utf8').trim() : undefined;
};
const fail = (message) => {
  console.error(`infra-install: ${message}`);
  process.exit(1);
};

const wanted = JSON.parse(
  read('node_modules/sst/package.json') ?? fail('sst is not installed: run npm ci first'),
).version;
const installed = () => read('.sst/platform/version') === wanted && read('.sst/provider-lock.json') !== undefined;

// Test files run side by side; one of them installs and the others wait for it.
const lock = path.join(root, '.sst/installing');
const locked = () => existsSync(lock) && Date.now() - statSync(lock).mtimeMs < 300_000;
const takeLock = () => {
  while (!installed()) {
    try {
      if (!locked()) rmSync(lock, { recursive: true, force: true });
      mkdirSync(path.dirname(lock), { recursive: true });
      mkdirSync(lock);
      return true;
    } catch {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
    }
  }
  return false;
};

if (takeLock()) {
  process.on('exit', () => rmSync(lock, { recursive: true, force: true }));
  console.error(`infra-install: installing SST's platform ${wanted}, a minute or so …`);
  const { status, error } = spawnSync(
    process.execPath,
    ['node_modules/sst/bin/sst.mjs', 'install', '--stage', 'test'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      // Pulumi and bun are what deploying needs; nothing of it is run here.
      env: { ...process.env, SST_SKIP_DEPENDENCY_CHECK: 'true', NO_BUN: '1', SST_TELEMETRY_DISABLED: '1' },
    },
  );
  if (error || status !== 0)
    fail(`sst install failed${error ? `: ${error.message}` : ''}; is the npm registry reachable?`);
  if (!installed()) fail(`sst install ended, yet .sst/platform is not at version ${wanted}`);
}
