import { expect, test } from "vitest";
import { callerOf, callLimits, callLine } from "./call-line";

process.env["DATABASE_URL"] ??= "postgres://nobody@127.0.0.1/none";

test("twelve calls of one person leave room for everybody else's", async () => {
  let [running, most] = [0, 0];
  let letGo = () => {};
  const row = new Promise<void>((resolve) => (letGo = resolve));
  const waitForRow = async () => {
    running += 1;
    most = Math.max(most, running);
    await row;
    running -= 1;
  };
  const greedy = Array.from({ length: 12 }, () => callLine().run("greedy", waitForRow));
  // This would wait for ever if one person had every place.
  await callLine().run("modest", async () => {});
  letGo();
  await Promise.all(greedy);
  expect(most).toBe(6);
});

test("a person is one caller in all browsers, and strangers are one for each address", () => {
  const person = { kind: "person", userId: "ada", name: "Ada", role: "staff", warehouses: "all" } as const;
  const inBrowser = (sessionId: string, address: string) => callerOf({ actor: { ...person, sessionId }, address });
  expect(inBrowser("one", "192.0.2.1")).toBe(inBrowser("two", "192.0.2.2"));
  const stranger = (address: string) => callerOf({ actor: { kind: "anyone" }, address });
  expect(stranger("192.0.2.1")).not.toBe(stranger("192.0.2.2"));
  expect(stranger("2001:db8:1:2::1")).toBe(stranger("2001:db8:1:2:ffff::9"));
  expect(stranger("2001:db8:1:2::1")).not.toBe(stranger("2001:db8:1:3::1"));
});

test.each([3, 4, 5, 6, 8, 10, 20, 100])("of %i connections one caller leaves a third to others", (connections) => {
  const { atOnceMax, atOncePerKeyMax } = callLimits(connections);
  expect(atOncePerKeyMax).toBeGreaterThanOrEqual(1);
  expect(atOncePerKeyMax / atOnceMax).toBeLessThanOrEqual(2 / 3);
});
