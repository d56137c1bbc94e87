import { NextRequest } from "next/server";
import { describe, expect, test } from "vitest";
import { config, proxy } from "./proxy";

const ORIGIN = "http://localhost:3000";
const visit = (path: string, headers: Record<string, string> = {}) =>
  proxy(new NextRequest(`${ORIGIN}${path}`, { headers }));
const passes = (path: string) => new RegExp(`^${config.matcher[0]}$`).test(path);

describe("before a page", () => {
  test("whoever has no session cookie is sent to sign in, and comes back to where they wanted to go", () => {
    expect(visit("/").headers.get("location")).toBe(`${ORIGIN}/sign-in`);
    expect(visit("/orders?status=draft").headers.get("location")).toBe(
      `${ORIGIN}/sign-in?next=%2Forders%3Fstatus%3Ddraft`,
    );
    expect(visit("/orders", { cookie: "qm-session=x" }).headers.get("location")).toBeNull();
    for (const path of ["/sign-in", "/welcome"]) expect(visit(path).headers.get("location")).toBeNull();
  });

  test("the policy names a nonce that no other answer has, which the page learns too", () => {
    const answers = [visit("/sign-in"), visit("/sign-in")];
    const nonces = answers.map((answer) => {
      const policy = answer.headers.get("content-security-policy") ?? "";
      const nonce = /'nonce-([A-Za-z0-9+/=]{24})'/.exec(policy)?.[1] ?? "none";
      expect(answer.headers.get("x-middleware-request-x-nonce")).toBe(nonce);
      for (const part of [
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "'strict-dynamic'",
        "report-uri /api/csp-reports",
      ])
        expect(policy).toContain(part);
      expect(policy).not.toMatch(/script-src[^;]*unsafe/);
      return nonce;
    });
    expect(nonces[0]).not.toBe(nonces[1]);
  });

  test("a page is read, and every other method refused", () => {
    const send = (method: string) =>
      proxy(new NextRequest(`${ORIGIN}/orders`, { method, headers: { cookie: "qm-session=x" } }));
    for (const method of ["GET", "HEAD"]) expect(send(method).status).toBe(200);
    for (const method of ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"]) {
      const { status, headers } = send(method);
      expect([status, headers.get("allow"), headers.get("cache-control")]).toEqual([405, "GET, HEAD", "no-store"]);
    }
  });

  test("what a visitor says about path and nonce is not believed", () => {
    const answer = visit("/sign-in", { "x-nonce": "mine", "x-path": "//evil.example" });
    expect(answer.headers.get("x-middleware-request-x-nonce")).not.toBe("mine");
    expect(answer.headers.get("x-middleware-request-x-path")).toBe("/sign-in");
  });
});

test("pages pass the proxy; routes that take bodies and static files do not", () => {
  for (const path of ["/", "/orders", "/orders/0199", "/api", "/sign-in"]) expect(passes(path)).toBe(true);
  for (const path of ["/api/imports", "/api/trpc/users.getMe", "/_next/static/a.js", "/favicon.ico", "/icon.svg"])
    expect(passes(path)).toBe(false);
});
