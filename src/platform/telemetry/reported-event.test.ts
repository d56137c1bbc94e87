import { expect, test } from "vitest";
import { cpuMsOf } from "@/testing/cpu-time";
import { ReportedEvent } from "./reported-event";

const eventAt = (filename: string) => ({
  event_id: "0af7651916cd43dd8448eb211c80319c",
  timestamp: 1_795_711_695,
  platform: "javascript",
  exception: { values: [{ type: "TypeError", stacktrace: { frames: [{ filename }] } }] },
});

test.each(["a".repeat(90_000), "/".repeat(90_000)])("a name of a file that somebody made long is no work", (name) => {
  expect(cpuMsOf(() => ReportedEvent.parse(eventAt(name)))).toBeLessThan(500);
});

test.each([
  [`${process.cwd()}/src/a.ts`, "app:///src/a.ts"],
  ["/srv/shop/.next/server/chunks/a.js", "app:///.next/server/chunks/a.js"],
  ["/home/somebody/secret-folder/a.js", "a.js"],
  ["https://shop.example/_next/static/a.js?q=typed", "app:///_next/static/a.js"],
])("of %s only what is ours leaves", (name, place) => {
  const [exception] = ReportedEvent.parse(eventAt(name)).exception.values;
  expect(exception?.stacktrace?.frames).toEqual([{ filename: place }]);
});
