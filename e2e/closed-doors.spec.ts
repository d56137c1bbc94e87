import { expect, test } from "./fixtures/journey";
import { ask } from "./fixtures/raw-request";

/** What tools of operators, frameworks and careless deployments answer elsewhere. */
const PROBED = [
  ["/metrics", "/live", "/health", "/healthz", "/status", "/server-status", "/actuator", "/actuator/env", "/debug"],
  [
    "/debug/pprof",
    "/admin",
    "/api/metrics",
    "/api/admin",
    "/api/debug",
    "/api/jobs",
    "/queues",
    "/graphql",
    "/swagger",
  ],
  ["/api-docs", "/openapi.json", "/trpc-panel", "/panel", "/.env", "/.env.production", "/.git/config", "/.git/HEAD"],
  ["/package.json", "/package-lock.json", "/.next/BUILD_ID", "/.next/required-server-files.json", "/.quartermaster"],
  ["/dist/worker.js", "/server.js", "/phpinfo.php", "/wp-login.php", "/__nextjs_original-stack-frame", "/_next/mcp"],
].flat();
const INSIDE =
  /process_resident_memory|quartermaster_(?:pool|jobs|outbox)|DATABASE_URL|AUTH_SECRET|"dependencies"|ref: refs/;

test("nothing for operators is on the port that people use, and health says only whether they can work", async ({
  system,
  sessionOf,
}) => {
  const { cookies } = await sessionOf(system.person("admin"));
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  for (const path of PROBED)
    for (const headers of [{}, { cookie }]) {
      const { status, text } = await ask(system.url, { path, headers });
      expect({ path, isRefused: status === 404 || (status >= 300 && status < 400) }).toEqual({ path, isRefused: true });
      expect(text, path).not.toMatch(INSIDE);
    }
  const ready = await ask(system.url, { path: "/api/health/ready" });
  const { version: _version, ...said } = JSON.parse(ready.text);
  expect(JSON.stringify(said)).not.toMatch(/postgres|redis|localhost|127\.0\.0\.1|\.ts\b|Error/i);
});
