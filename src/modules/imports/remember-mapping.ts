import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import * as z from "zod";
import { actorId, type Context, type TxContext } from "@/platform/context";
import { ImportChoices } from "./contract";
import { IMPORT_FIELDS, type ImportFormat } from "./import-format";
import { productImportMappings } from "./schema";

const Mapping = z.object({ columns: z.array(z.enum(IMPORT_FIELDS).nullable()), choices: ImportChoices });

const keyOf = ({ header, delimiter }: ImportFormat): string =>
  createHash("sha256")
    .update(JSON.stringify([delimiter, header]))
    .digest("base64url");

/** What holds for one file alone: the next one may count otherwise, and its quantities are not to be booked unasked. */
const ASKED_AGAIN = {
  decimalMark: null,
  titleMatch: "ask",
  quantities: "ignore",
  acceptNoPrice: false,
} as const satisfies Partial<ImportFormat["choices"]>;

/** Keeps how the columns of this header were matched. What was accepted for one file is asked of the next again. */
export async function rememberMapping(ctx: TxContext, format: ImportFormat): Promise<void> {
  const choices = { ...format.choices, ...ASKED_AGAIN };
  const mapping = { columns: format.columns, choices };
  const values = { mapping, updatedBy: actorId(ctx), updatedAt: ctx.now };
  await ctx.db
    .insert(productImportMappings)
    .values({ headerKey: keyOf(format), ...values })
    .onConflictDoUpdate({ target: productImportMappings.headerKey, set: values });
}

/** The format with the columns and choices of the last file that had this header; as it is where there was none. */
export async function withRememberedMapping(ctx: Pick<Context, "db">, format: ImportFormat): Promise<ImportFormat> {
  const [row] = await ctx.db
    .select({ mapping: productImportMappings.mapping })
    .from(productImportMappings)
    .where(eq(productImportMappings.headerKey, keyOf(format)));
  const remembered = Mapping.safeParse(row?.mapping);
  if (!remembered.success || remembered.data.columns.length !== format.header.length) return format;
  const { columns, choices } = remembered.data;
  return { ...format, columns, choices: { ...choices, ...ASKED_AGAIN } };
}
