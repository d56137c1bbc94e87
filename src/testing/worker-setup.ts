import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, inject, vi } from "vitest";
import { workerDatabaseUrl } from "./database";
import { forgetProcess, openSockets } from "./forget-process";

/*
 * Each file of a worker finds it as a process of its own would be, since modules are evaluated once for all of them:
 * with what an operator would set, and nothing of the product open. `config()` reads the environment lazily.
 */

const OPERATORS = {
  DATABASE_URL: workerDatabaseUrl(inject("clusterUrl")),
  MAIL_DIR: path.join(tmpdir(), `quartermaster-mail-${process.pid}`),
};
const environment = { ...process.env };
const socketsBefore = openSockets();
Object.assign(process.env, OPERATORS);

afterAll(async () => {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  await forgetProcess(socketsBefore);
  for (const name of Object.keys(process.env)) if (!(name in environment)) delete process.env[name];
  Object.assign(process.env, environment);
});
