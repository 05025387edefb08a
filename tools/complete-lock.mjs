// npm leaves optional packages out of the lock file that the registry in use does not offer, and `npm ci` then refuses
// the lock file as incomplete. This writes them in, by the exact version that their dependents ask for, so that they are
// found wherever they are offered and passed over elsewhere. Run it after each `npm install` (npm run lock).
import { readFileSync, writeFileSync } from 'node:fs';

const file = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(file, 'utf8'));
const { packages } = lock;

const systems = ['android', 'darwin', 'freebsd', 'linux', 'openharmony', 'win32'];
const processors = {
  arm64: 'arm64',
  x64: 'x64',
  ia32: 'ia32',
  arm: 'arm',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
};

/** What a platform package's name says of where it can run: `@biomejs/cli-darwin-x64`. */
function platformOf(name) {
  const words = name.replace(/^@[^/]+\//, '').split('-');
  const os = systems.find((system) => words.includes(system));
  const cpu = Object.keys(processors).find((processor) => words.includes(processor));
  if (os === undefined || cpu === undefined) return {};
  const libc = words.some((word) => word.startsWith('musl'))
    ? { libc: ['musl'] }
    : words.some((word) => word.startsWith('gnu'))
      ? { libc: ['glibc'] }
      : {};
  return { os: [os], cpu: [processors[cpu]], ...libc };
}

let added = 0;
for (const [path, { optionalDependencies = {}, dev }] of Object.entries(packages)) {
  for (const [name, range] of Object.entries(optionalDependencies)) {
    const places = [`${path}/node_modules/${name}`, `node_modules/${name}`];
    if (places.some((place) => packages[place])) continue;
    packages[`node_modules/${name}`] = {
      version: range.replace(/^[\^~]/, ''),
      ...platformOf(name),
      ...(dev ? { dev } : {}),
      optional: true,
    };
    added += 1;
  }
}
const [first, ...rest] = Object.entries(packages);
lock.packages = Object.fromEntries([first, ...rest.sort(([a], [b]) => a.localeCompare(b, 'en'))]);
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} optional packages written into package-lock.json`);
