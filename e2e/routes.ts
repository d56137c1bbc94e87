import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

const MANIFEST = path.resolve(import.meta.dirname, "..", ".next", "app-path-routes-manifest.json");

/** Every route that was built, as Next lists them: pages, and handlers of requests. */
export function builtRoutes(): { pages: string[]; handlers: string[] } {
  const manifest = z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(MANIFEST, "utf8")));
  const entries = Object.entries(manifest).filter(([, route]) => !route.startsWith("/_"));
  const ofKind = (kind: string) =>
    entries
      .filter(([file]) => file.endsWith(`/${kind}`))
      .map(([, route]) => route)
      .toSorted();
  return { pages: ofKind("page"), handlers: ofKind("route") };
}

export const PUBLIC_PAGES: readonly string[] = ["/sign-in", "/welcome"];
