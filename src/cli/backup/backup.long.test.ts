import { test } from "vitest";
import { testDatabase } from "@/testing/database";
import { restoreFromRelease } from "@/testing/old-backup";
import { readReleases } from "@/testing/release";

/* The newest is in `backup.heavy.test.ts`. */

const PATIENCE_MS = 300_000;
const current = testDatabase();

test.each(readReleases().slice(0, -1))(
  "a backup of the release that ended with $tag is brought to this one",
  (release) => restoreFromRelease(release, current.owner),
  PATIENCE_MS,
);
