import { expect, test } from "vitest";
import { describeTrail } from "./describe-trail";

const SOUND = {
  isSound: true,
  isWhole: true,
  count: 0,
  findings: [],
  days: 2,
  rows: 1_200,
  redacted: 0,
  sweptDays: 0,
  head: { day: "2026-11-26", head: "3f9a" },
};
const finding = { day: "2026-11-25", subject: "audit_entries 01a2", what: "was changed after the day was sealed" };

test("a sound trail is told by its newest day and head, and what it was compared with", () => {
  expect(describeTrail({ ...SOUND, sweptDays: 1 }, { exported: 1 })).toEqual([
    "Looked through 2 sealed days and 1,200 rows. 1 day had rows removed for their age, as was recorded. " +
      "Compared with 1 exported head.",
    "The audit trail is as it was sealed, up to 2026-11-26, head 3f9a.",
  ]);
});

test("an altered one names each day and row, how many more there are, and what to do", () => {
  const lines = describeTrail({ ...SOUND, isSound: false, count: 3, findings: [finding] }, { exported: 0 });
  expect(lines[0]).toBe("FAIL  2026-11-25: audit_entries 01a2 was changed after the day was sealed.");
  expect(lines[1]).toContain("and 2 findings more");
  expect(lines.join(" ")).toContain("Keep a copy of the database");
});

test("before the first day is over there is nothing to prove", () => {
  expect(describeTrail({ ...SOUND, days: 0, rows: 0, head: null }, { exported: 0 })).toEqual([
    "No day of the audit trail is sealed yet: the first one is, once it is over.",
  ]);
});
