import postgres, { type Sql } from "postgres";
import { afterAll, beforeAll, beforeEach, inject } from "vitest";
import { type Database, type Db, openDatabase } from "@/platform/database/db";
import { APPLICATION_ROLE } from "@/platform/database/role";
import { dropKept, keepPools, leavePools, NAMES, type Pools, takeKept } from "./kept-database";
import { keepRows, restoreRows, TEMPLATE } from "./template";

const POOL_MAX = 20;
const END_TIMEOUT_S = 5;
const REDIS_DATABASES = 16;

export type TestDatabase = {
  /** The pool, in the application's role. */
  readonly db: Db;
  readonly database: Database;
  /** The owner, who may do what the application may not: look behind grants, tamper with history. */
  readonly owner: Sql;
  /** The owner's address, for what opens a connection of its own. */
  readonly url: string;
};

/** The name is the worker's: two files never run in one worker at the same time. */
export function workerDatabaseUrl(clusterUrl: string): string {
  const url = new URL(clusterUrl);
  url.pathname = `/quartermaster_${process.env["VITEST_POOL_ID"] ?? "1"}`;
  return url.href;
}

/**
 * Where Redis listens for this run, with the worker's own of its 16 databases; null where it is not installed, and then
 * its suites do not run.
 */
export const redisUrl = (): string | null => {
  const url = inject("redisUrl");
  return url === null ? null : `${url}/${Number(process.env["VITEST_POOL_ID"] ?? "1") % REDIS_DATABASES}`;
};

type Options = {
  /** Leaves the rows from test to test, for files that are one long story. */
  keepRows?: boolean;
  /**
   * Gives each test a clone of its own, for those that load a year in one transaction: autovacuum, woken by the test
   * before, would look in the middle of it, find tables full of rows that do not count yet, and have Postgres plan as
   * if there were none.
   */
  fresh?: boolean;
  /** Makes, once, what every test of the file begins with. Each finds it as it was made. */
  fill?: () => Promise<void>;
  /** Each connection plans each statement for itself: fewer serve sooner whoever asks very many different ones. */
  max?: number;
};

/**
 * Gives the test file a clone of the migrated database, as good as fresh, with only the rows of the migrations before
 * each test, and those of `fill`.
 */
export function testDatabase(options: Options = {}): TestDatabase {
  let opened: Pools | undefined;
  const url = workerDatabaseUrl(inject("clusterUrl"));
  const isPlain = !options.fill && !options.fresh && options.max === undefined;

  const open = async () => {
    opened = isPlain ? await takeKept() : undefined;
    if (opened) return;
    await dropKept();
    await cloneTemplate(url);
    const max = options.max ?? POOL_MAX;
    opened = {
      database: openDatabase({ url, max, applicationName: NAMES.application, role: APPLICATION_ROLE }),
      owner: postgres(url, { max: 2, onnotice: () => {}, connection: { application_name: NAMES.owner } }),
    };
    if (isPlain) await keepPools(opened);
  };
  const end = async () => {
    if (opened) await leavePools(opened);
  };

  beforeAll(async () => {
    await open();
    if (!options.fill || !opened) return;
    await options.fill();
    await keepRows(opened.owner);
  });
  beforeEach(async () => {
    if (options.fresh) {
      await end();
      await open();
    } else if (opened && !options.keepRows) await restoreRows(opened.owner);
  });
  afterAll(async () => {
    await end();
  });

  const whenOpen = () => {
    if (!opened) throw new Error("The test database opens in beforeAll; use it inside a test or a hook.");
    return opened;
  };
  return {
    get db() {
      return whenOpen().database.db;
    },
    get database() {
      return whenOpen().database;
    },
    get owner() {
      return whenOpen().owner;
    },
    url,
  };
}

/**
 * A database of its own beside the worker's, for tests that migrate, break or drop one. Its maker drops it by `drop`.
 */
export async function spareDatabase(
  name: string,
  template?: string,
): Promise<{ url: string; drop: () => Promise<void> }> {
  const url = new URL(inject("clusterUrl"));
  url.pathname = `${new URL(workerDatabaseUrl(url.href)).pathname}_${name}`;
  await recreate(url.href, template ?? "template0");
  return {
    url: url.href,
    drop: () => onCluster((cluster) => cluster`drop database ${cluster(nameIn(url.href))} with (force)`),
  };
}

const cloneTemplate = (url: string) => recreate(url, TEMPLATE);

const nameIn = (url: string) => new URL(url).pathname.slice(1);

const recreate = (url: string, template: string) =>
  onCluster(async (cluster) => {
    await cluster`drop database if exists ${cluster(nameIn(url))} with (force)`;
    await cluster`create database ${cluster(nameIn(url))} template ${cluster(template)}`;
  });

async function onCluster(work: (cluster: Sql) => Promise<unknown>): Promise<void> {
  const cluster = postgres(inject("clusterUrl"), { max: 1, onnotice: () => {} });
  try {
    await work(cluster);
  } finally {
    await cluster.end({ timeout: END_TIMEOUT_S });
  }
}
