import { inject } from "vitest";
import { workerDatabaseUrl } from "./database";

/** What an operator would set. `config()` reads it lazily, so each worker's pool is on its own database. */
process.env["DATABASE_URL"] = workerDatabaseUrl(inject("clusterUrl"));
process.env["AUTH_SECRET"] ??= "a secret of the tests that protects nothing at all";
process.env["LOG_LEVEL"] ??= "silent";
