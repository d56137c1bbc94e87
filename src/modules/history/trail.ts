import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import { apiKeys, users } from "@/modules/users/schema";
import { auditProofs, auditSeals } from "@/platform/audit/chain/schema";
import type { ReadContext } from "@/platform/context";
import { containsEachWord } from "@/platform/database/search";
import type { ListActors } from "./contract";

/** Whoever looks for somebody further down types more of the name. */
const ACTORS_SHOWN_MAX = 20;
const FINDINGS_SHOWN_MAX = 20;

/** How far the audit is sealed, and what its newest check found. */
export async function getTrail({ db }: Pick<ReadContext, "db">) {
  const [[seal], [proof]] = await Promise.all([
    db.select({ day: auditSeals.day, head: auditSeals.head }).from(auditSeals).orderBy(desc(auditSeals.day)).limit(1),
    db
      .select({
        finishedAt: sql<string>`${auditProofs.finishedAt}`,
        isSound: auditProofs.isSound,
        provedUntil: auditProofs.provedUntil,
        report: auditProofs.report,
      })
      .from(auditProofs)
      .orderBy(desc(auditProofs.finishedAt))
      .limit(1),
  ]);
  if (!proof) return { seal: seal ?? null, proof: null };
  const { report, ...rest } = proof;
  const { count = 0, findings = [], head = null } = report;
  return {
    seal: seal ?? null,
    proof: { ...rest, head: head?.head ?? null, count, findings: findings.slice(0, FINDINGS_SHOWN_MAX) },
  };
}

/** Who may have done something: the first people, programs and keys whose names have the words, or the one of an id. */
export async function listActors({ db }: Pick<ReadContext, "db">, { search, id }: ListActors) {
  const isWanted = (column: PgColumn, text: SQL) =>
    and(containsEachWord(text, search), id ? eq(column, id) : undefined);
  const [people, keys] = await Promise.all([
    db
      .select({ id: users.id, name: users.name, kind: users.kind })
      .from(users)
      .where(isWanted(users.id, sql`search_forms(${users.name})`))
      .orderBy(asc(users.name), asc(users.id))
      .limit(ACTORS_SHOWN_MAX),
    db
      .select({ id: apiKeys.id, name: apiKeys.name })
      .from(apiKeys)
      .where(isWanted(apiKeys.id, sql`search_forms(${apiKeys.name})`))
      .orderBy(asc(apiKeys.name), asc(apiKeys.id))
      .limit(ACTORS_SHOWN_MAX),
  ]);
  return [...people, ...keys.map((key) => ({ ...key, kind: "key" as const }))];
}
