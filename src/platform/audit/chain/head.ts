import { createHash, type Hash } from "node:crypto";

/** The form in which rows and days are written out to be hashed. A later one gets another number. */
const FORM = "quartermaster-audit-1";

/** Of each source, in order: its name, how many rows of it the day held, and the SHA-256 over their ids and hashes. */
export type Contents = { readonly sources: readonly (readonly [source: string, rows: number, digest: string])[] };

const ID_BYTES = 16;
const HASH_BYTES = 32;
const ENTRY_BYTES = ID_BYTES + HASH_BYTES;

/** A row as it is kept of a sealed day: which, and its hash. */
export type RowHash = { readonly id: string; readonly hash: string };

export const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/**
 * The head of a day: whoever has it can tell whether anything before it was altered. One line of JSON, so that it is
 * found out again by `sha256sum` alone.
 */
export const headOf = (previousHead: string | null, day: string, { sources }: Contents): string =>
  sha256(JSON.stringify([FORM, day, previousHead, sources]));

/** Adds up the rows of one source, in the order of their ids. */
export class Digest {
  private readonly hash: Hash = createHash("sha256");
  rows = 0;

  add(hashes: Buffer): void {
    this.hash.update(hashes);
    this.rows += hashes.length / ENTRY_BYTES;
  }

  end(): string {
    return this.hash.digest("hex");
  }
}

export const pack = (rows: readonly RowHash[]): Buffer =>
  Buffer.from(rows.map(({ id, hash }) => id.replaceAll("-", "") + hash).join(""), "hex");

export function unpack(hashes: Buffer): RowHash[] {
  const rows: RowHash[] = [];
  for (let at = 0; at + ENTRY_BYTES <= hashes.length; at += ENTRY_BYTES) {
    const id = hashes.toString("hex", at, at + ID_BYTES);
    const parts = [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)];
    rows.push({ id: parts.join("-"), hash: hashes.toString("hex", at + ID_BYTES, at + ENTRY_BYTES) });
  }
  return rows;
}
