import { initTRPC } from "@trpc/server";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { and, asc, eq, gt, gte, inArray, or, sql } from "drizzle-orm";
import { bigint, pgSchema, text, uuid } from "drizzle-orm/pg-core";
import { drizzle } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as z from "zod";

const POOL_MAX = 10;

const bare = pgSchema("bare");
const variants = bare.table("variants", {
  id: uuid("id").primaryKey(),
  sku: text("sku").notNull(),
  title: text("title").notNull(),
  price: bigint("price", { mode: "number" }).notNull(),
});
const stock = bare.table("stock", {
  variantId: uuid("variant_id").primaryKey(),
  onHand: bigint("on_hand", { mode: "number" }).notNull(),
  reserved: bigint("reserved", { mode: "number" }).notNull(),
});
const placements = bare.table("orders", {
  id: uuid("id").primaryKey(),
  customer: text("customer").notNull(),
  total: bigint("total", { mode: "number" }).notNull(),
});
const lines = bare.table("order_lines", {
  orderId: uuid("order_id").notNull(),
  variantId: uuid("variant_id").notNull(),
  quantity: bigint("quantity", { mode: "number" }).notNull(),
  price: bigint("price", { mode: "number" }).notNull(),
});
const movements = bare.table("movements", {
  variantId: uuid("variant_id").notNull(),
  change: bigint("change", { mode: "number" }).notNull(),
});

const client = postgres(process.env["DATABASE_URL"] ?? "", { max: POOL_MAX, onnotice: () => {} });
const db = drizzle(client);
const t = initTRPC.create();

const Order = z.object({
  customer: z.string(),
  lines: z.array(z.object({ variantId: z.uuid(), quantity: z.number().int().positive() })),
});
const Placed = z.object({ orderId: z.uuid() });
const Changed = Order.pick({ lines: true }).extend({ orderId: z.uuid() });
const ToPick = z.object({ variantId: z.uuid(), quantity: z.number().int().positive() });
const Picked = z.object({ pickId: z.uuid(), quantity: z.number().int().positive() });
const Page = z.object({ after: z.tuple([z.string(), z.uuid()]).nullish(), limit: z.number().int().max(200) });

const appRouter = t.router({
  /** A: one SQL function does it all. */
  placeByFunction: t.procedure.input(Order).mutation(async ({ input }) => {
    const [row] =
      await client`select bare.place_order(${input.customer}, ${JSON.stringify(input.lines)}::text::jsonb) as id`;
    return { orderId: String(row?.["id"]) };
  }),

  /** A's way from the draft to the door. */
  draftByFunction: t.procedure.input(Order).mutation(async ({ input }) => {
    const [row] =
      await client`select bare.draft_order(${input.customer}, ${JSON.stringify(input.lines)}::text::jsonb) as id`;
    return { orderId: String(row?.["id"]) };
  }),
  confirmByFunction: t.procedure.input(Placed).mutation(async ({ input }) => {
    await client`select bare.confirm_order(${input.orderId})`;
    return input;
  }),
  shipByFunction: t.procedure.input(Placed).mutation(async ({ input }) => {
    await client`select bare.ship_order(${input.orderId})`;
    return input;
  }),

  changeByFunction: t.procedure.input(Changed).mutation(async ({ input }) => {
    await client`select bare.change_order(${input.orderId}, ${JSON.stringify(input.lines)}::text::jsonb)`;
    return input;
  }),
  bindPick: t.procedure.input(ToPick).mutation(async ({ input }) => {
    const [row] = await client`
      insert into bare.picks (variant_id, quantity) values (${input.variantId}, ${input.quantity}) returning id`;
    return { pickId: String(row?.["id"]) };
  }),
  confirmPick: t.procedure.input(Picked).mutation(async ({ input }) => {
    const rows = await client`
      update bare.picks set picked = picked + ${input.quantity} where id = ${input.pickId} returning picked`;
    return { picked: Number(rows[0]?.["picked"]) };
  }),

  /** B: a Drizzle transaction as anyone would write it, correct under concurrency. */
  placeByDrizzle: t.procedure.input(Order).mutation(({ input }) =>
    db.transaction(async (tx) => {
      const wanted = [...input.lines].sort((a, b) => (a.variantId < b.variantId ? -1 : 1));
      const known = await tx
        .select()
        .from(variants)
        .where(
          inArray(
            variants.id,
            wanted.map((line) => line.variantId),
          ),
        );
      for (const line of wanted) {
        const promised = await tx
          .update(stock)
          .set({ reserved: sql`${stock.reserved} + ${line.quantity}` })
          .where(and(eq(stock.variantId, line.variantId), gte(sql`${stock.onHand} - ${stock.reserved}`, line.quantity)))
          .returning({ id: stock.variantId });
        if (promised.length === 0) throw new Error("insufficient stock");
      }
      const orderId = crypto.randomUUID();
      const priced = wanted.map((line) => ({
        orderId,
        ...line,
        price: known.find((variant) => variant.id === line.variantId)?.price ?? 0,
      }));
      await tx.insert(placements).values({
        id: orderId,
        customer: input.customer,
        total: priced.reduce((sum, line) => sum + line.price * line.quantity, 0),
      });
      await tx.insert(lines).values(priced);
      return { orderId };
    }),
  ),

  adjust: t.procedure.input(z.object({ variantId: z.uuid(), change: z.number().int() })).mutation(({ input }) =>
    db.transaction(async (tx) => {
      await tx
        .update(stock)
        .set({ onHand: sql`${stock.onHand} + ${input.change}` })
        .where(eq(stock.variantId, input.variantId));
      await tx.insert(movements).values({ variantId: input.variantId, change: input.change });
      return { done: true };
    }),
  ),

  list: t.procedure.input(Page).query(async ({ input }) => {
    const after = input.after
      ? or(gt(variants.title, input.after[0]), and(eq(variants.title, input.after[0]), gt(variants.id, input.after[1])))
      : undefined;
    return db
      .select({
        id: variants.id,
        sku: variants.sku,
        title: variants.title,
        price: variants.price,
        onHand: stock.onHand,
        reserved: stock.reserved,
      })
      .from(variants)
      .leftJoin(stock, eq(stock.variantId, variants.id))
      .where(after)
      .orderBy(asc(variants.title), asc(variants.id))
      .limit(input.limit);
  }),
});

const serve = (request: Request) =>
  fetchRequestHandler({ endpoint: "/api/trpc", req: request, router: appRouter, createContext: () => ({}) });

export { serve as GET, serve as POST };
