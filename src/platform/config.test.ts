import { expect, test } from "vitest";
import { readConfig, whereSecretsAre } from "./config";

const SECRET = "0123456789abcdef0123456789abcdef";
const GOOD = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://shop:hidden-word@db.example/shop",
  AUTH_SECRET: SECRET,
} as const;

test("the secret that seals sessions has at least 32 characters, and there is none to fall back on", () => {
  expect(readConfig(GOOD).secrets).toEqual({ cookie: [SECRET], seal: [SECRET], pepper: [SECRET] });
  expect(() => readConfig({ ...GOOD, AUTH_SECRET: SECRET.slice(1) })).toThrow(
    "AUTH_SECRET: must have at least 32 characters",
  );
  const { AUTH_SECRET: _, ...without } = GOOD;
  for (const given of [without, { ...without, AUTH_SECRET: "" }])
    expect(() => readConfig(given)).toThrow("AUTH_SECRET");
});

test("all faults are named at once, and no value of them", () => {
  const faults = () =>
    readConfig({
      ...GOOD,
      DATABASE_URL: "mysql://shop:hidden-word@db.example",
      AUTH_SECRET: "short-secret",
      APP_URL: "nowhere",
      PORT: "eighty",
    });
  for (const name of ["DATABASE_URL", "AUTH_SECRET", "APP_URL", "PORT"]) expect(faults).toThrow(name);
  for (const value of ["hidden-word", "short-secret", "nowhere", "eighty"]) expect(faults).not.toThrow(value);
});

test("what goes with traces is read as it is written there, and a fault of it named without its value", () => {
  const traced = (headers: string) =>
    readConfig({
      ...GOOD,
      OTEL_EXPORTER_OTLP_ENDPOINT: "http://collector:4318/",
      OTEL_EXPORTER_OTLP_HEADERS: headers,
    });
  expect(traced("x-key=a%2Cb=,, x-other = c").traces).toMatchObject({
    url: "http://collector:4318/v1/traces",
    headers: { "x-key": "a,b=", "x-other": "c" },
  });
  expect(() => traced("x-key=hidden-word%")).toThrow("OTEL_EXPORTER_OTLP_HEADERS: must be name=value");
  expect(() => traced("x-key=hidden-word%")).not.toThrow("hidden-word");
});

test("who is told of errors is read as the service shows it, and a fault of it named without its key", () => {
  const dsn = "https://hiddenword@errors.example:8443/shop/7";
  expect(readConfig({ ...GOOD }).errors).toBe(null);
  expect(readConfig({ ...GOOD, SENTRY_DSN: dsn, SENTRY_ENVIRONMENT: "trial", RELEASE: "r-1" }).errors).toEqual({
    dsn,
    environment: "trial",
    release: "r-1",
  });
  for (const wrong of ["hiddenword", "https://errors.example/7", "https://hiddenword@errors.example/shop"]) {
    const read = () => readConfig({ ...GOOD, SENTRY_DSN: wrong });
    expect(read).toThrow("SENTRY_DSN: must be https://key@host/project");
    expect(read).not.toThrow("hiddenword");
  }
});

test("a password that is given apart needs a user in the address", () => {
  const given = { ...GOOD, DATABASE_PASSWORD: "hidden/word" };
  expect(readConfig(given).databaseUrl).toBe("postgres://shop:hidden%2Fword@db.example/shop");
  const DATABASE_URL = "postgres://db.example/shop";
  expect(() => readConfig({ ...given, DATABASE_URL })).toThrow("DATABASE_URL: names no user");
  expect(() => readConfig({ ...given, DATABASE_URL })).not.toThrow("hidden");
});

test("who names a server for emails names where they come from", () => {
  const SMTP_URL = "smtp://shop:hidden-word@mail.example";
  expect(readConfig(GOOD).mail.kind).toBe("folder");
  expect(() => readConfig({ ...GOOD, SMTP_URL })).toThrow("MAIL_FROM: is missing");
  expect(() => readConfig({ ...GOOD, SMTP_URL })).not.toThrow("hidden-word");
  expect(readConfig({ ...GOOD, SMTP_URL, MAIL_FROM: "shop@stock.example" }).mail.kind).toBe("smtp");
});

test("any number of replicas may be named, each with several hosts", () => {
  const [one, other] = ["postgres://shop:hidden-word@a.example:5433,b.example/shop", "postgres://c.example/shop"];
  expect(readConfig(GOOD)).toMatchObject({ replicaUrls: [], replicaPoolMax: 10 });
  for (const between of [",", " ", ", ", "\n"])
    expect(readConfig({ ...GOOD, DATABASE_REPLICA_URLS: one + between + other }).replicaUrls).toEqual([one, other]);
  expect(() => readConfig({ ...GOOD, DATABASE_REPLICA_URLS: `${one} mysql://hidden-word` })).toThrow(
    "DATABASE_REPLICA_URLS.1: must begin with postgres://",
  );
});

test("cookies are bound to https when, and only when, people come over it", () => {
  expect(readConfig({ ...GOOD, APP_URL: "https://stock.example" }).secure).toBe(true);
  expect(readConfig({ ...GOOD, PORT: "4000" })).toMatchObject({
    secure: false,
    appUrl: new URL("http://localhost:4000"),
  });
});

test("an operator learns where each secret is kept, and none of them", () => {
  const told = whereSecretsAre({ ...GOOD, SMTP_URL_FILE: "/run/hidden-word", REDIS_URL_SECRET_ID: "hidden-word" });
  expect(told).toEqual([
    "DATABASE_URL, AUTH_SECRET in the environment",
    "SMTP_URL in a file",
    "REDIS_URL in AWS Secrets Manager",
  ]);
});
