import { hash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { IncomingMessage, OutgoingHttpHeaders } from "node:http";
import { extname, join, sep } from "node:path";
import { headersBesidePages, isWorker, ON_WORKER } from "./answer-headers";

const ADDRESS = "/_next/static/";
const METHODS = ["GET", "HEAD"];
/** The smaller one first. The build makes both (`src/cli/launch/compress.mjs`). */
const CODINGS = [
  { coding: "br", suffix: ".br" },
  { coding: "gzip", suffix: ".gz" },
] as const;
/** As Next names them. */
const TYPES: Readonly<Record<string, string>> = {
  ".js": "application/javascript; charset=UTF-8",
  ".css": "text/css; charset=UTF-8",
  ".wasm": "application/wasm",
};
/** The name of a file changes with what is in it. */
const CACHED_FOR_EVER = "public, max-age=31536000, immutable";

type BuiltFile = { coding: string; type: string; bytes: Buffer; tag: string };
export type FileAnswer = { status: 200 | 304; headers: OutgoingHttpHeaders; body: Buffer | null };

/**
 * The scripts, styles and programs of the build, compressed together with it, which takes longer than anybody would
 * wait and makes them smaller. All are read at the start, about 3 MB: no address leads out of the folder, and the pages
 * of this process find their scripts although the next build has taken their place.
 */
export class BuiltFiles {
  private readonly files: ReadonlyMap<string, readonly BuiltFile[]>;

  constructor(folder: string) {
    this.files = new Map(namesIn(folder).map((name) => [ADDRESS + name.replaceAll(sep, "/"), formsOf(folder, name)]));
  }

  /** Null: Next answers, as it does callers that take nothing compressed. */
  answer(request: Pick<IncomingMessage, "method" | "url" | "headers">): FileAnswer | null {
    const { method = "", url = "", headers } = request;
    if (!METHODS.includes(method)) return null;
    const file = this.files.get(url)?.find(({ coding }) => accepts(headers["accept-encoding"], coding));
    if (!file) return null;
    const secured = { ...headersBesidePages(request), ...(isWorker(url) ? ON_WORKER : {}) };
    const tagged = { ...secured, "cache-control": CACHED_FOR_EVER, vary: "Accept-Encoding", etag: file.tag };
    if (isKnown(headers["if-none-match"], file.tag)) return { status: 304, headers: tagged, body: null };
    return {
      status: 200,
      headers: {
        ...tagged,
        "content-type": file.type,
        "content-encoding": file.coding,
        "content-length": file.bytes.length,
      },
      body: method === "HEAD" ? null : file.bytes,
    };
  }
}

const namesIn = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => extname(name) in TYPES)
    : [];

/** A file without compressed forms beside it, as of a build by Next alone, has none here. */
const formsOf = (folder: string, name: string): BuiltFile[] =>
  CODINGS.flatMap(({ coding, suffix }) => {
    const path = join(folder, name + suffix);
    if (!existsSync(path)) return [];
    const bytes = readFileSync(path);
    // By what is in it, so that it is one on all webs of a build, whenever its files were laid there.
    return [{ coding, type: TYPES[extname(name)] ?? "", bytes, tag: `"${hash("sha256", bytes, "base64url")}"` }];
  });

/** Named, and not ruled out by `q=0`. */
const accepts = (accepted: string | string[] | undefined, coding: string): boolean =>
  `${accepted}`
    .toLowerCase()
    .split(",")
    .map((each) => each.split(";").map((part) => part.trim()))
    .some(([name, quality = "q=1"]) => name === coding && Number(quality.replace("q=", "")) > 0);

const isKnown = (known: string | undefined, tag: string): boolean =>
  known !== undefined && known.split(",").some((each) => each.trim().replace(/^W\//, "") === tag);
