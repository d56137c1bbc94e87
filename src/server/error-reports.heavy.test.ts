import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { bundleOptions } from "@/cli/launch/bundle.mjs";
import { testDatabase } from "@/testing/database";
import { startErrorService } from "@/testing/error-service";
import { startCollector } from "@/testing/spans";

/*
 * Worker and relay as whole processes, bundled as the build does. Web and browser report in a journey, which has a
 * build of Next.
 */

const ROOT = process.cwd();
const PLANTED = "planted-marker-5e1f";
const TRACE = "0af7651916cd43dd8448eb211c80319c";
/** Of a file of the shop's that is a folder, and so cannot be removed as a file. */
const FILE_KEY = "ab5a9c0e5f1d4b7e8c6d2f3a4b5c6d7e";
const REPORTED_WITHIN_MS = 60_000;

const t = testDatabase({ keepRows: true });
// Among the packages, where the bundles find them.
const programs = path.join(ROOT, "node_modules", `.reporting-${process.pid}`);
const folder = mkdtempSync(path.join(tmpdir(), "reporting-"));
const children: ChildProcess[] = [];
let service: Awaited<ReturnType<typeof startErrorService>>;
let collector: Awaited<ReturnType<typeof startCollector>>;

beforeAll(async () => {
  [service, collector] = [await startErrorService(), await startCollector()];
  const options = bundleOptions();
  await build({
    ...options,
    entryPoints: ["worker", "relay"].map((name) => path.join(ROOT, "src", "server", `${name}.ts`)),
    outdir: programs,
    sourcemap: false,
  });
  mkdirSync(path.join(folder, "files", FILE_KEY.slice(0, 2), FILE_KEY), { recursive: true });
});
afterAll(async () => {
  const gone = children.map((child) => new Promise((resolve) => child.once("exit", resolve)));
  for (const child of children) child.kill("SIGKILL");
  await Promise.all([...gone, service.stop(), collector.stop()]);
  for (const each of [programs, folder]) rmSync(each, { recursive: true, force: true });
});

function start(name: "worker" | "relay", given: Record<string, string> = {}): void {
  const env = {
    PATH: process.env["PATH"],
    NODE_ENV: "production" as const,
    DATABASE_URL: t.url,
    AUTH_SECRET: `${PLANTED} a secret of the tests that protects nothing at all`,
    FILES_DIR: path.join(folder, "files"),
    MAIL_DIR: path.join(folder, "mail"),
    LOG_LEVEL: "error",
    RELEASE: "r-7",
    ...given,
  };
  children.push(spawn(process.execPath, [path.join(programs, `${name}.js`)], { cwd: ROOT, env, stdio: "ignore" }));
}

const telling = () => ({
  SENTRY_DSN: service.dsn,
  SENTRY_ENVIRONMENT: "trial",
  OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  OTEL_TRACES_SAMPLER_ARG: "1",
});
const reported = (process: "worker" | "relay") =>
  vi.waitFor(
    () => {
      const found = service.events.find(({ tags }) => tags["process"] === process);
      if (!found) throw new Error(`The ${process} has reported nothing yet.`);
      return found;
    },
    { timeout: REPORTED_WITHIN_MS, interval: 100 },
  );

test("the relay reports what it cannot publish, and the worker a job that failed, in its trace", async () => {
  await t.owner`
    create function refuse_positions() returns trigger language plpgsql as
    ${t.owner.unsafe(`'begin raise exception ''${PLANTED} %'', new.payload; end'`)}`;
  await t.owner`
    create trigger refuse_positions before update on outbox for each row execute function refuse_positions()`;
  await t.owner`
    insert into outbox (kind, name, payload, entity_ids, request_id, trace_parent, occurred_at)
    values ('job', 'shop.remove-logo-file', ${t.owner.json({ fileKey: FILE_KEY, note: PLANTED })}, '{}',
      'request-of-tests', ${`00-${TRACE}-b7ad6b7169203331-01`}, now())`;
  start("relay", telling());
  expect(await reported("relay")).toMatchObject({
    platform: "node",
    release: "r-7",
    environment: "trial",
    tags: { process: "relay", code: "P0001" },
  });

  await t.owner`drop trigger refuse_positions on outbox`;
  start("worker", telling());
  expect(await reported("worker")).toMatchObject({
    release: "r-7",
    environment: "trial",
    contexts: { trace: { trace_id: TRACE } },
    tags: {
      process: "worker",
      job: "shop.remove-logo-file",
      module: "shop",
      requestId: "request-of-tests",
      code: "ERR_FS_EISDIR",
    },
  });
  const sent = service.bodies.join("\n");
  for (const hidden of [PLANTED, FILE_KEY, folder, new URL(t.url).password].filter(Boolean))
    expect(sent).not.toContain(hidden);
}, 120_000);
