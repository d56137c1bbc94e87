import { expect, test } from "vitest";
import { canBecome, IMPORT_STATUSES } from "./import";

test("a file is imported after a dry run only, and once", () => {
  expect(IMPORT_STATUSES.filter((status) => canBecome(status, "applying"))).toEqual(["checked"]);
  expect(IMPORT_STATUSES.filter((status) => canBecome("applied", status))).toEqual([]);
});

test("a dry run is repeated with other columns, also after a failure, until the file is imported", () => {
  expect(IMPORT_STATUSES.filter((status) => canBecome(status, "checking"))).toEqual(["uploaded", "checked", "failed"]);
});
