import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { unzip, zip } from './zip.ts';

const files = { 'index.mjs': Buffer.from('export const a = 1;\n'.repeat(500)), 'lib/ä.json': Buffer.from('{}') };

test('what goes in comes out, smaller meanwhile', () => {
  const archive = zip(files);
  expect(unzip(archive)).toEqual(files);
  expect(archive.length).toBeLessThan(1_000);
});

test('the same files make the same archive, in whatever order they are given', () => {
  expect(zip(Object.fromEntries(Object.entries(files).reverse()))).toEqual(zip(files));
});

test('a damaged file is noticed, and so is what is no archive', () => {
  const archive = zip({ a: Buffer.from('hello') });
  const directory = archive.readUInt32LE(archive.length - 6);
  archive.writeUInt32LE(1, directory + 16);
  expect(() => unzip(archive)).toThrow('a is damaged');
  expect(() => unzip(Buffer.from('hello'))).toThrow('this is no zip archive');
});

const unpacker = ['/usr/bin/unzip', '/usr/bin/python3'].find((path) => {
  try {
    execFileSync(path, [path.endsWith('unzip') ? '-v' : '--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
});

test.skipIf(unpacker === undefined)('others can read it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-zip-'));
  try {
    const archive = join(folder, 'a.zip');
    writeFileSync(archive, zip(files));
    const unpack = unpacker?.endsWith('unzip')
      ? ['-q', archive, '-d', folder]
      : ['-m', 'zipfile', '-e', archive, folder];
    execFileSync(unpacker ?? '', unpack);
    for (const [path, content] of Object.entries(files)) expect(readFileSync(join(folder, path))).toEqual(content);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
