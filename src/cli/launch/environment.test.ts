import path from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { addressWarnings, ownerEnvironment, processEnvironment } from "./environment.mjs";

afterEach(() => vi.unstubAllEnvs());

const warned = (given: Record<string, string>) => {
  const none = { HOST: undefined, PORT: undefined, APP_URL: undefined, ALLOWED_HOSTS: undefined, SMTP_URL: undefined };
  for (const [name, value] of Object.entries({ ...none, ...given })) vi.stubEnv(name, value);
  return addressWarnings().join("\n");
};

test.each([{}, { HOST: "localhost" }, { HOST: "127.0.0.1", APP_URL: "https://stock.example" }])(
  "who lets no other machine in is warned of nothing: %o",
  (given) => expect(warned(given)).toBe(""),
);

test("who sends emails has to say where their links lead", () => {
  const SMTP_URL = "smtp://mail.example";
  expect(warned({ SMTP_URL, PORT: "4000" })).toMatch(/lead to http:\/\/localhost:4000.* Set APP_URL/);
  expect(warned({ SMTP_URL, APP_URL: "https://stock.example" })).toBe("");
});

test.each(["0.0.0.0", "::", "192.0.2.7"])("HOST=%s by itself is answered with the settings it needs", (HOST) => {
  expect(warned({ HOST })).toMatch(/refused \(421\).* APP_URL .* ALLOWED_HOSTS/);
  expect(warned({ HOST, APP_URL: "http://stock.example" })).not.toContain("421");
  expect(warned({ HOST, ALLOWED_HOSTS: "192.0.2.7" })).not.toContain("421");
  expect(warned({ HOST, ALLOWED_HOSTS: "192.0.2.7" })).toContain("in the clear");
  expect(warned({ HOST, APP_URL: "https://stock.example" })).toBe("");
});

test("secrets stay where they are kept, and those of the owner are for commands alone", () => {
  for (const name of ["DATABASE_URL", "AUTH_SECRET"]) vi.stubEnv(name, undefined);
  vi.stubEnv("AUTH_SECRET_SECRET_ID", "shop/auth");
  vi.stubEnv("DATABASE_URL_FILE", "database-url");
  vi.stubEnv("MIGRATION_DATABASE_PASSWORD_SECRET_ID", "shop/owner");
  const given = "postgres://shop@db.example/shop";
  const children = processEnvironment(given, "production");
  expect(children).toMatchObject({
    DATABASE_URL_FILE: path.resolve("database-url"),
    AUTH_SECRET_SECRET_ID: "shop/auth",
  });
  for (const name of ["DATABASE_URL", "AUTH_SECRET", "MIGRATION_DATABASE_PASSWORD_SECRET_ID"])
    expect(children[name]).toBeUndefined();
  const owner = "postgres://owner@db.example/shop";
  expect(ownerEnvironment(children, { url: given, ownerUrl: owner })).toMatchObject({
    MIGRATION_DATABASE_URL: owner,
    MIGRATION_DATABASE_PASSWORD_SECRET_ID: "shop/owner",
  });
});
