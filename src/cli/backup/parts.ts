import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import path from "node:path";
import type { Readable, Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { constants, createGunzip, createGzip } from "node:zlib";

const NEWLINE = 0x0a;

/** COPY writes a line for each row, and those within a value as two characters. */
const countLines = (bytes: Uint8Array): number => {
  let lines = 0;
  for (let at = bytes.indexOf(NEWLINE); at !== -1; at = bytes.indexOf(NEWLINE, at + 1)) lines += 1;
  return lines;
};

/** Compresses a stream into a file that is on the disk when this resolves. */
export async function writePart(source: Readable, target: string): Promise<{ sha256: string; lines: number }> {
  const digest = createHash("sha256");
  let lines = 0;
  await pipeline(
    source,
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        lines += countLines(chunk);
        yield chunk;
      }
    },
    createGzip({ level: constants.Z_BEST_SPEED }),
    async function* (chunks: AsyncIterable<Uint8Array>) {
      for await (const chunk of chunks) {
        digest.update(chunk);
        yield chunk;
      }
    },
    createWriteStream(target, { mode: 0o600, flags: "wx", flush: true }),
  );
  return { sha256: digest.digest("hex"), lines };
}

/** @throws Error when the file is not the one that was written */
export async function checkPart(folder: string, part: { file: string; sha256: string }): Promise<void> {
  const digest = createHash("sha256");
  const read = pipeline(createReadStream(path.join(folder, part.file)), digest);
  await read.catch(() => {
    throw new Error(`The backup is not whole: ${part.file} cannot be read. Nothing was restored.`);
  });
  if (digest.digest("hex") !== part.sha256)
    throw new Error(`The backup is damaged: ${part.file} is not as it was written. Nothing was restored.`);
}

export const readPart = (folder: string, file: string, target: Writable): Promise<void> =>
  pipeline(createReadStream(path.join(folder, file)), createGunzip(), target);

/** As bytes that nothing has to be written out for. */
export function openPart(folder: string, file: string): AsyncIterable<Uint8Array> {
  const content = createGunzip();
  // Who reads the content is told of each fault, so there is nothing to do here.
  pipeline(createReadStream(path.join(folder, file)), content).catch(() => {});
  return content;
}
