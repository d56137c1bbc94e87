import { sql } from "drizzle-orm";
import { recordChange } from "@/platform/audit/record-change";
import type { Context, TxContext } from "@/platform/context";
import { emit } from "@/platform/outbox/emit";
import { inTransaction } from "@/platform/transaction";
import { newId } from "@/shared/id";
import { shopSettingsChanged } from "./contract";
import { lockSettings } from "./lock-settings";
import type { PaymentMethod } from "./payment-method";
import type { SetPaymentMethods } from "./payment-method-inputs";
import { listPaymentMethods } from "./queries";
import { paymentMethodsChangedMeanwhile } from "./refusals";
import { paymentMethods } from "./schema";
import { SHOP_ID } from "./shop";

/**
 * Names how a shop is paid, in which order, and what a payment begins with. None goes: one that is archived is offered
 * no more, and stays readable where it was used. @throws paymentMethodsChangedMeanwhile
 */
export async function setPaymentMethods(ctx: Context, { methods, seen }: SetPaymentMethods) {
  return inTransaction(ctx, async (ctx) => {
    const { companyName } = await lockSettings(ctx);
    const before = await listPaymentMethods(ctx);
    if (!isSame(before, seen) || !areAllNamed(before, methods)) throw paymentMethodsChangedMeanwhile({});
    const after = methods.map((method) => ({ ...method, id: method.id ?? newId() }));
    await write(ctx, after);
    recordChange(ctx, {
      entity: "shop",
      entityId: SHOP_ID,
      label: companyName,
      before: { paymentMethods: inWords(before) },
      after: { paymentMethods: inWords(after) },
    });
    emit(ctx, shopSettingsChanged, { shopId: SHOP_ID });
    return { methods: after };
  });
}

const isSame = (found: readonly PaymentMethod[], seen: SetPaymentMethods["seen"]): boolean =>
  JSON.stringify(found.map(asList)) === JSON.stringify(seen.map(asList));
const asList = ({ id, name, isDefault, isArchived }: SetPaymentMethods["seen"][number]) => [
  id,
  name,
  isDefault,
  isArchived,
];

/** Each that there is, once, and new ones. */
function areAllNamed(found: readonly PaymentMethod[], methods: SetPaymentMethods["methods"]): boolean {
  const ids = methods.flatMap(({ id }) => id ?? []);
  return new Set(ids).size === found.length && ids.length === found.length && found.every(({ id }) => ids.includes(id));
}

async function write(ctx: TxContext, methods: readonly PaymentMethod[]): Promise<void> {
  // Names and the default are one's own at every moment: those that give one up come before those that take it.
  await ctx.db.update(paymentMethods).set({ isDefault: false, name: sql`${paymentMethods.id} || ' is renamed'` });
  const rows = methods.map(({ id, name, isDefault, isArchived }, index) => ({
    id,
    name,
    isDefault,
    position: index + 1,
    archivedAt: isArchived ? ctx.now : null,
  }));
  await ctx.db
    .insert(paymentMethods)
    .values(rows)
    .onConflictDoUpdate({
      target: paymentMethods.id,
      set: {
        name: sql`excluded.name`,
        isDefault: sql`excluded.is_default`,
        position: sql`excluded.position`,
        archivedAt: sql`case when excluded.archived_at is not null
          then coalesce(${paymentMethods.archivedAt}, excluded.archived_at) end`,
      },
    });
}

const inWords = (methods: readonly PaymentMethod[]): string =>
  methods
    .map(
      ({ name, isDefault, isArchived }) => `${name}${isDefault ? " (default)" : ""}${isArchived ? " (archived)" : ""}`,
    )
    .join(", ");
