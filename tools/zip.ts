import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/*
 * The format: PKWARE's APPNOTE.TXT 6.3.10, sections 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (its end).
 * Files in a deflated archive without comments, extra fields or encryption, as `zip -X` writes them.
 */
const localHeader = 0x04034b50;
const centralHeader = 0x02014b50;
const endOfDirectory = 0x06054b50;
const deflated = 8;
/** 1980-01-01, where the format's time begins: the same files make the same archive, and so the same name by its hash. */
const epoch = (1 << 5) | 1;
/** `-rw-r--r--` of a regular file, made on Unix: Lambda runs as another user than the one who unpacks. */
const unixFile = (0o100644 << 16) >>> 0;
const madeOnUnix = (3 << 8) | 20;

/** An archive of files by their path, in the order of their paths. */
export function zip(files: Readonly<Record<string, Uint8Array>>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [path, content] of Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const name = Buffer.from(path);
    const data = deflateRawSync(content, { level: 9 });
    const common = fields(
      [2, 20],
      [2, 0x0800], // names are UTF-8
      [2, deflated],
      [2, 0],
      [2, epoch],
      [4, crc32(content)],
      [4, data.length],
      [4, content.length],
      [2, name.length],
      [2, 0],
    );
    const local = Buffer.concat([fields([4, localHeader]), common, name, data]);
    const central = fields([2, 0], [2, 0], [2, 0], [4, unixFile], [4, offset]);
    directory.push(fields([4, centralHeader], [2, madeOnUnix]), common, central, name);
    parts.push(local);
    offset += local.length;
  }
  const index = Buffer.concat(directory);
  const count = Object.keys(files).length;
  const end = fields(
    [4, endOfDirectory],
    [2, 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, index.length],
    [4, offset],
    [2, 0],
  );
  return Buffer.concat([...parts, index, end]);
}

/**
 * The files of an archive that `zip` could have made.
 *
 * @throws Error when it is no such archive, or a file is not what its checksum says
 */
export function unzip(archive: Buffer): Record<string, Buffer> {
  const end = archive.length - 22;
  if (end < 0 || archive.readUInt32LE(end) !== endOfDirectory)
    throw new Error('this is no zip archive without a comment');
  const files: Record<string, Buffer> = {};
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const nameLength = archive.readUInt16LE(at + 28);
    const path = archive.toString('utf8', at + 46, at + 46 + nameLength);
    if (archive.readUInt16LE(at + 10) !== deflated) throw new Error(`${path} is not deflated`);
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const content = inflateRawSync(archive.subarray(start, start + archive.readUInt32LE(at + 20)));
    if (crc32(content) !== archive.readUInt32LE(at + 16)) throw new Error(`${path} is damaged`);
    files[path] = content;
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return files;
}

/** Numbers in little-endian order, each given as its size in bytes and its value. */
function fields(...all: readonly (readonly [2 | 4, number])[]): Buffer {
  return Buffer.concat(
    all.map(([size, value]) => {
      const field = Buffer.alloc(size);
      field.writeUIntLE(value, 0, size);
      return field;
    }),
  );
}
