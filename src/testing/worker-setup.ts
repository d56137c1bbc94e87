import { tmpdir } from "node:os";
import path from "node:path";
import { inject } from "vitest";
import { workerDatabaseUrl } from "./database";

/** What an operator would set. `config()` reads it lazily, so each worker's pool is on its own database. */
process.env["DATABASE_URL"] = workerDatabaseUrl(inject("clusterUrl"));
process.env["MAIL_DIR"] = path.join(tmpdir(), `quartermaster-mail-${process.pid}`);
