import { beforeEach, expect, test } from "vitest";
import { keepLogLines } from "@/testing/log-lines";
import { takeCspReport } from "./csp-reports";

const lines = keepLogLines("trace");

const PLANTED = "planted-marker-9c1e";

const send = (body: string) =>
  takeCspReport(
    new Request("http://localhost:3000/api/csp-reports", {
      method: "POST",
      body,
      headers: { "content-type": "application/csp-report" },
    }),
  );
const report = (fields: Record<string, unknown>) => JSON.stringify({ "csp-report": fields });

beforeEach(() => void (lines.length = 0));

test("what the policy stopped is logged by place and rule, without what addresses carry", async () => {
  const { status, headers } = await send(
    report({
      "document-uri": `http://localhost:3000/orders?token=${PLANTED}#${PLANTED}`,
      "blocked-uri": "inline",
      "effective-directive": "script-src-elem",
      "script-sample": PLANTED,
      referrer: PLANTED,
      "original-policy": PLANTED,
    }),
  );
  expect([status, headers.get("cache-control")]).toEqual([204, "no-store"]);
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain("content security policy violated");
  expect(lines[0]).toContain("http://localhost:3000/orders");
  expect(lines[0]).toContain("script-src-elem");
  expect(lines[0]).not.toContain(PLANTED);
});

test("what is no report is answered and not kept, and what is too long is not read", async () => {
  for (const body of ["", "nonsense", "[]", "{}", `{"csp-report":7}`]) expect((await send(body)).status).toBe(204);
  expect((await send(report({ "document-uri": "x".repeat(20_000) }))).status).toBe(413);
  expect(lines).toEqual([]);
});

test("a flood of reports does not become a flood of log lines", async () => {
  for (let sent = 0; sent < 60; sent += 1) expect((await send(report({ "blocked-uri": "inline" }))).status).toBe(204);
  expect(lines.length).toBeGreaterThan(0);
  expect(lines.length).toBeLessThanOrEqual(30);
});
