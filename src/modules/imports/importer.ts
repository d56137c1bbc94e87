import { and, eq, ne, sql } from "drizzle-orm";
import { findKeys } from "@/modules/users/keys/find-key";
import { findActivePerson } from "@/modules/users/queries";
import { apiKeys, users } from "@/modules/users/schema";
import { actorId, type Context, keyOf } from "@/platform/context";
import type { JobContext } from "@/platform/jobs/handler";
import { type Person, roleMay } from "@/shared/access";
import { importerMayNot, type ImportRef } from "./contract";
import { productImports } from "./schema";

/** In whose name the job of a phase runs: that of whoever asks for it, and by which key. */
export const runnerOf = (ctx: Pick<Context, "actor">) => ({
  runBy: actorId(ctx),
  runByKey: keyOf(ctx)?.keyId ?? null,
});

/**
 * The job acts as the person who started it, with the rights they have now, and the history names them. Where they
 * asked by a key it may do what the key may, as long as the key is good, and the history names that too.
 * @throws importerMayNot once they are disabled, their role can no longer import, or the key has ended
 */
export async function asImporter(ctx: JobContext, { importId }: ImportRef): Promise<JobContext> {
  const importer = await findImporter(ctx, importId);
  if (!importer) return ctx;
  const actor = await findActor(ctx, importId, importer);
  // The scope of a key was asked for at the door, and is never changed.
  if (!actor || !roleMay(actor.role, "imports.apply-changes"))
    throw importerMayNot({ name: importer.keyName ?? importer.name });
  return { ...ctx, actor };
}

/** The person who started the phase, or else the import; null for the system. */
async function findImporter(ctx: Pick<Context, "db">, importId: string) {
  const [row] = await ctx.db
    .select({ userId: users.id, name: users.name, keyId: productImports.runByKey, keyName: apiKeys.name })
    .from(productImports)
    .innerJoin(users, eq(users.id, sql`coalesce(${productImports.runBy}, ${productImports.createdBy})`))
    .leftJoin(apiKeys, eq(apiKeys.id, productImports.runByKey))
    .where(and(eq(productImports.id, importId), ne(users.status, "system")));
  return row ?? null;
}

type Importer = NonNullable<Awaited<ReturnType<typeof findImporter>>>;

async function findActor(ctx: JobContext, importId: string, { userId, keyId }: Importer): Promise<Person | null> {
  if (keyId !== null) return (await findKeys(ctx, [keyId])).get(keyId)?.person ?? null;
  const person = await findActivePerson(ctx, userId);
  return person && { kind: "person", sessionId: importId, ...person };
}
