import type { Config } from "@/platform/config";
import { addressesOf } from "@/platform/database/addresses";
import { openDatabase } from "@/platform/database/db";
import { type Examined, examine } from "@/platform/database/examine";
import { listApart, listUntaken } from "@/platform/jobs/job-modules";
import { WORKING_MODULES } from "@/shared/working-modules";
import { type Budget, connectionBudget } from "./connection-budget";
import { examineServices, type Services } from "./examine-services";

const VERSION_MIN = 18;
const ANSWER_MS_MAX = 3_000;

export type Diagnosis = { lines: string[]; faults: string[] };

type Asked = Pick<Config, "databaseUrl" | "ownerUrl" | "replicaUrls"> &
  Services &
  Parameters<typeof connectionBudget>[0];

/** What an operator asks first: who answers, in which version and role, and whether the connections suffice. */
export async function diagnose(config: Asked): Promise<Diagnosis> {
  const owner = config.ownerUrl === config.databaseUrl ? [] : [examine("migrations", config.ownerUrl)];
  const asked = askModules(config.databaseUrl);
  const [primary, ...others] = await Promise.all([
    examine("primary", config.databaseUrl),
    ...owner,
    ...config.replicaUrls.flatMap(addressesOf).map((url) => examine("replica", url)),
  ]);
  const servers = [primary, ...others];
  const services = await examineServices(config);
  const { apart, untaken } = await asked;
  const budget = connectionBudget(config, apart.length);
  return {
    lines: [
      `node       ${process.version}`,
      ...servers.map((server) => toLine(server, primary)),
      ...services.map(({ line }) => line),
      ...budget.map(toBudgetLine),
      ...sumLines(budget, servers),
    ],
    faults: [
      ...servers.flatMap(faultsOf),
      ...services.flatMap(({ fault }) => fault ?? []),
      ...servers.flatMap((server) => overrun(budget, server)),
      ...untaken.map(toUntakenFault),
    ],
  };
}

/** No modules where the database does not answer or has no tables yet, which is told beside. */
async function askModules(url: string): Promise<{ apart: string[]; untaken: string[] }> {
  const { db, end } = openDatabase({ url, max: 1, applicationName: "doctor", deadlineMs: ANSWER_MS_MAX });
  try {
    return { apart: await listApart(db), untaken: await listUntaken(db, WORKING_MODULES) };
  } catch {
    return { apart: [], untaken: [] };
  } finally {
    await end();
  }
}

const toUntakenFault = (module: string): string =>
  `No worker takes the jobs of ${module}. Start one for all modules, or with WORKER_MODULES=${module}.`;

const shown = ({ name, address }: Examined) => `${name.padEnd(10)} ${address}`;

function toLine(server: Examined, primary: Examined): string {
  if ("fault" in server) return `${shown(server)}: ${server.fault}`;
  const { version, isReplica, connectionsOpen } = server.facts;
  const behind = isReplica && "position" in primary ? `, ${describeLag(primary.position, server.position)}` : "";
  const role = isReplica ? "a replica" : "takes changes";
  return `${shown(server)}: Postgres ${version}, ${role}${behind}, ${connectionsOpen} connections open`;
}

function describeLag(written: bigint, replayed: bigint): string {
  const bytes = written - replayed;
  if (bytes >> 64n !== 0n && bytes > 0n) return "not yet on the primary's timeline";
  return bytes > 0n ? `${bytes} bytes behind` : "up to date";
}

function toBudgetLine({ process, primary, eachReplica }: Budget): string {
  const toReplicas = eachReplica > 0 ? `, ${eachReplica} to each replica` : "";
  return `${process.padEnd(10)} up to ${primary} connections to the primary${toReplicas}`;
}

const sumOf = (budget: readonly Budget[], { name }: Examined): number =>
  budget.reduce((sum, each) => sum + (name === "replica" ? each.eachReplica : each.primary), 0);

function sumLines(budget: readonly Budget[], servers: readonly Examined[]): string[] {
  return servers.flatMap((server) => {
    if ("fault" in server || server.name === "migrations") return [];
    const share = `${sumOf(budget, server)} of ${server.facts.connectionsMax} connections`;
    return [`${shown(server)}: ${share} for one of each process`];
  });
}

function overrun(budget: readonly Budget[], server: Examined): string[] {
  if ("fault" in server || server.name === "migrations") return [];
  const sum = sumOf(budget, server);
  const { connectionsMax } = server.facts;
  if (sum <= connectionsMax) return [];
  return [
    `One of each process may open ${sum} connections to ${server.address}, which allows ${connectionsMax}. ` +
      "Lower DATABASE_POOL_MAX or DATABASE_REPLICA_POOL_MAX, or raise max_connections of Postgres.",
  ];
}

function faultsOf(server: Examined): string[] {
  const named = `The ${server.name === "migrations" ? "address for migrations" : server.name} at ${server.address}`;
  if ("fault" in server) return [`${named} does not answer. Check its address, and that it runs.`];
  const { isReplica, version, keepsSettings } = server.facts;
  const wrongRole = server.name === "replica" ? !isReplica : isReplica;
  return [
    ...(wrongRole
      ? [`${named} is ${isReplica ? "a replica, which takes no changes" : "no replica, so nothing is read there"}.`]
      : []),
    ...(Number.parseInt(version, 10) < VERSION_MIN
      ? [`${named} is Postgres ${version}; ${VERSION_MIN} is needed.`]
      : []),
    ...(keepsSettings
      ? []
      : [`${named} is behind a pooler (PgBouncer?) that drops role and time limits. Give the address of Postgres.`]),
  ];
}
