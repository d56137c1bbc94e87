import { chmodSync, mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { sharedPlace } from "./binaries.mjs";

test("the place of root's that Postgres runs from lets its account through, also where a start has closed it", () => {
  const folder = mkdtempSync(join(tmpdir(), "quartermaster-place-"));
  try {
    const place = join(folder, "quartermaster");
    mkdirSync(place);
    chmodSync(place, 0o700);
    expect(sharedPlace(place)).toBe(place);
    expect(statSync(place).mode & 0o777).toBe(0o711);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
