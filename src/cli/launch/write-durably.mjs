// @ts-check
import { randomBytes } from "node:crypto";
import { closeSync, fchownSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";

/**
 * Writes a file that must survive: whole or not at all, and still there after a power cut. The folder may belong to
 * another account, so root must not follow a link laid there.
 * @param {string} path
 * @param {string} text
 * @param {{ uid: number, gid: number } | null} [owner]
 */
export function writeDurably(path, text, owner = null) {
  const draft = `${path}.${randomBytes(6).toString("hex")}`;
  try {
    toDisk(openSync(draft, "wx", 0o600), (file) => {
      const bytes = Buffer.from(text);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      if (owner) fchownSync(file, owner.uid, owner.gid);
    });
    renameSync(draft, path);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  }
  // Windows cannot open a folder, and keeps names by itself.
  if (process.platform !== "win32") toDisk(openSync(dirname(path), "r"), () => {});
}

/** @param {number} file @param {(file: number) => void} work */
function toDisk(file, work) {
  try {
    work(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
