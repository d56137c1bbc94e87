import { checkImport } from "@/modules/imports/check-import";
import { startImport } from "@/modules/imports/start-import";
import { stopImport } from "@/modules/imports/stop-import";
import { files } from "@/platform/files";
import { allHandlers } from "@/server/jobs";
import { aLookedAtFile } from "./customers-file";
import type { ShopAtWork } from "./shop-at-work";

/** A good row, one with a problem, and one whose last cell was left off. */
const FILE = "Title,SKU,Price,Quantity\nGlobe,GL-1,12.50,4\nAtlas,AT-1,free,2\nInk,IN-1,3.20\n";
const COLUMNS = ["title", "sku", "price", "quantity"] as const;

async function keptFile(): Promise<string> {
  const pieces = async function* () {
    yield Buffer.from(FILE);
  };
  return (await files().put(pieces(), { bytesMax: FILE.length })).key;
}

async function uploaded({ ctx }: ShopAtWork): Promise<{ importId: string }> {
  return startImport(ctx, { fileKey: await keptFile(), fileName: "globes.csv" });
}

async function checked(shop: ShopAtWork): Promise<{ importId: string }> {
  const { importId } = await uploaded(shop);
  await checkImport(shop.ctx, { importId, columns: [...COLUMNS], openingBinId: shop.binId });
  for (const job of allHandlers.filter(({ name }) => name === "imports.check-products")) {
    await job.run(
      { ...shop.ctx, delivery: { handler: job.name, outboxId: 1, signal: new AbortController().signal } },
      { importId },
    );
  }
  return { importId };
}

async function stopped(shop: ShopAtWork): Promise<{ importId: string }> {
  const { importId } = await uploaded(shop);
  await checkImport(shop.ctx, { importId, columns: [...COLUMNS], openingBinId: null });
  await stopImport(shop.ctx, { importId });
  return { importId };
}

export const IMPORT_INPUTS = {
  start: async () => ({ fileName: "globes.csv", fileKey: await keptFile() }),
  check: async (shop: ShopAtWork) => ({
    ...(await uploaded(shop)),
    columns: [...COLUMNS],
    openingBinId: shop.binId,
  }),
  applyChanges: (shop: ShopAtWork) => checked(shop),
  resume: (shop: ShopAtWork) => stopped(shop),
  importCustomers: ({ ctx }: ShopAtWork) => aLookedAtFile(ctx),
};
