import { sql } from "drizzle-orm";
import { createCustomer } from "@/modules/customers/create-customer";
import { editCustomer } from "@/modules/customers/edit-customer";
import { setAddresses } from "@/modules/customers/set-addresses";
import { setContacts } from "@/modules/customers/set-contacts";
import { setTerms } from "@/modules/customers/set-terms";
import { customersFileChanged, type ImportCustomers } from "@/modules/imports/contract";
import { releaseUpload } from "@/modules/imports/hold-upload";
import type { Context, TxContext } from "@/platform/context";
import { inTransaction } from "@/platform/transaction";
import type { CustomerChange } from "./plan-customers";
import { planFile } from "./preview-customers";

/** Spells QCUS. Two files at once could both add the same customer. */
const CUSTOMERS_LOCK = 0x51435553;

/**
 * Creates and changes the customers of a file, all of them or none: what somebody saw is what happens.
 * The upload is used up with it. The file itself goes with a sweep, since the transaction may still be rolled back.
 * @throws customersFileChanged when it would do something else by now; as `planFile`, `createCustomer`, `editCustomer`
 * and `setTerms`
 */
export async function importCustomers(ctx: Context, { fileKey, digest }: ImportCustomers) {
  return inTransaction(ctx, async (ctx) => {
    await ctx.db.execute(sql`select pg_advisory_xact_lock(${CUSTOMERS_LOCK})`);
    const { changes, problems, same, digest: found } = await planFile(ctx, fileKey);
    if (found !== digest) throw customersFileChanged({});
    // In key order, as whoever holds several customers does.
    const inOrder = changes.toSorted((one, other) => (one.customerId ?? "~").localeCompare(other.customerId ?? "~"));
    for (const change of inOrder) await applyChange(ctx, change);
    await releaseUpload(ctx, fileKey);
    const created = changes.filter(({ customerId }) => customerId === null).length;
    const skipped = new Set(problems.map(({ row }) => row)).size;
    return { created, changed: changes.length - created, same, skipped };
  });
}

async function applyChange(ctx: TxContext, change: CustomerChange): Promise<void> {
  const { customerId, version, values, terms, contacts, addresses } = change;
  const saved =
    values === null
      ? { customerId, version }
      : customerId === null
        ? { ...(await createCustomer(ctx, values)), version: 1 }
        : await editCustomer(ctx, { ...values, customerId, version });
  if (saved.customerId === null) return;
  let at = { customerId: saved.customerId, version: saved.version };
  if (contacts) at = await setContacts(ctx, { ...at, contacts });
  if (addresses) at = await setAddresses(ctx, { ...at, addresses });
  if (terms) await setTerms(ctx, { ...terms, ...at });
}
