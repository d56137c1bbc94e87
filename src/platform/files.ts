import { createHash, randomBytes } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, readdir, rename, rm, stat } from "node:fs/promises";
import path from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { defineError } from "@/shared/error";
import { config } from "./config";
import { processSingleton } from "./process-singleton";

type StoredFile = { key: string; bytes: number; sha256: string };

/** Where files lie: a folder here, a bucket elsewhere. Keys are made by the store and reveal nothing of the file. */
export type FileStore = {
  /**
   * Under a new key, or the one that it had before.
   * @throws Refusal `platform.file-too-large` once more than `bytesMax` came; nothing is kept then
   */
  readonly put: (
    content: AsyncIterable<Uint8Array>,
    options: { bytesMax: number; key?: string },
  ) => Promise<StoredFile>;
  /** @throws Refusal `platform.file-gone` */
  readonly get: (key: string, options?: { offset?: number }) => Promise<Readable>;
  readonly sizeOf: (key: string) => Promise<number>;
  readonly remove: (key: string) => Promise<void>;
  /** The keys of files that were last written before this moment. */
  readonly listOlderThan: (moment: Date) => Promise<string[]>;
  /** Removes what a killed process left half written before this moment. */
  readonly removeUnfinished: (moment: Date) => Promise<number>;
};

export const fileTooLarge = defineError<{ bytesMax: number }>(
  "platform.file-too-large",
  "limit",
  ({ bytesMax }) => `The file is larger than ${Math.floor(bytesMax / 1024 / 1024)} MB. Split it and send the parts.`,
);
const fileGone = defineError<Record<string, never>>(
  "platform.file-gone",
  "not-found",
  () => "The file is no longer there. Upload it again.",
);

const UNFINISHED = ".part";
/** Each write is handed to another thread, which costs the process more than the bytes do. */
const WRITTEN_AT_ONCE = 512 * 1024;
const KEY_BYTES = 16;
const KEY = /^[0-9a-f]{32}$/;

export function openFolder(folder: string): FileStore {
  /** Only keys of our own making become paths, so no key leads out of the folder. */
  const pathOf = (key: string) => {
    if (!KEY.test(key)) throw fileGone({});
    return path.join(folder, key.slice(0, 2), key);
  };
  const sizeOf = async (key: string) => {
    const found = await stat(pathOf(key)).catch(() => null);
    if (!found) throw fileGone({});
    return found.size;
  };
  return {
    sizeOf,
    async put(content, { bytesMax, key = randomBytes(KEY_BYTES).toString("hex") }) {
      const target = pathOf(key);
      const unfinished = `${target}${UNFINISHED}`;
      await mkdir(path.dirname(target), { recursive: true, mode: 0o700 });
      try {
        const stored = await writeCounted(content, unfinished, bytesMax);
        await rename(unfinished, target);
        return { key, ...stored };
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
    },
    async get(key, options = {}) {
      await sizeOf(key);
      return createReadStream(pathOf(key), { start: options.offset ?? 0 });
    },
    remove: (key) => rm(pathOf(key), { force: true }),
    listOlderThan: async (moment) =>
      (await filesOlderThan(folder, moment)).map((file) => path.basename(file)).filter((name) => KEY.test(name)),
    async removeUnfinished(moment) {
      const unfinished = (await filesOlderThan(folder, moment)).filter((file) => file.endsWith(UNFINISHED));
      await Promise.all(unfinished.map((file) => rm(file, { force: true })));
      return unfinished.length;
    },
  };
}

async function filesOlderThan(folder: string, moment: Date): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
  const ages = await Promise.all(found.map((file) => stat(file).catch(() => null)));
  return found.filter((_, place) => (ages[place]?.mtimeMs ?? Number.POSITIVE_INFINITY) < moment.getTime());
}

async function writeCounted(content: AsyncIterable<Uint8Array>, target: string, bytesMax: number) {
  const digest = createHash("sha256");
  let bytes = 0;
  const counted = async function* () {
    let written = 0;
    let parts: Uint8Array[] = [];
    for await (const part of content) {
      bytes += part.byteLength;
      if (bytes > bytesMax) throw fileTooLarge({ bytesMax });
      digest.update(part);
      parts.push(part);
      if (bytes - written < WRITTEN_AT_ONCE) continue;
      yield Buffer.concat(parts);
      [written, parts] = [bytes, []];
    }
    yield Buffer.concat(parts);
  };
  await pipeline(counted, createWriteStream(target, { mode: 0o600 }));
  return { bytes, sha256: digest.digest("hex") };
}

/** The store as configured. */
export const files = (): FileStore => processSingleton("files", () => openFolder(config().filesDir));
