import { pickListName, toPick, waveName } from "@/modules/picking/pick-list";
import { getPickList } from "@/modules/picking/queries";
import { getWave } from "@/modules/picking/wave-queries";
import type { Context } from "@/platform/context";
import { nothingToPick, tooLongToPrint } from "./contract";
import type { PickSheetKind } from "./document";
import { loadGiven } from "./load-given";
import { loadPacks } from "./load-packs";
import type { LoadedDocument } from "./sheet";
import type { Given } from "./sheets/parts";
import { pickSheets } from "./sheets/pick-sheet";

/** Some thousand pages. */
const PRINTED_ROWS_MAX = 10_000;

type Asked = { kind: PickSheetKind; id: string };

/**
 * A pick list as a PDF, or all lists of a wave that something is left to pick of, one after another. What prints is
 * loaded by the first. @throws pickListNotFound, waveNotFound, nothingToPick, tooLongToPrint
 */
export async function printPickSheets(ctx: Context, asked: Asked): Promise<{ fileName: string; pdf: Buffer }> {
  const { name, listIds } = await namedBy(ctx, asked);
  const { language, ...given } = await loadGiven(ctx, null);
  const { printSheets } = await import("./print/print-sheets");
  const parts: Buffer[] = [];
  for await (const part of printSheets(loadSheets(ctx, listIds, { ...given, language }), { createdAt: ctx.now }))
    parts.push(part);
  return { fileName: `${name.replaceAll(" ", "-")}.pdf`, pdf: Buffer.concat(parts) };
}

async function namedBy(ctx: Context, { kind, id }: Asked): Promise<{ name: string; listIds: string[] }> {
  if (kind === "pick-sheet") {
    const { number } = await getPickList(ctx, { listId: id });
    return { name: pickListName(number), listIds: [id] };
  }
  const { number, lists } = await getWave(ctx, { waveId: id });
  const open = lists.filter(({ quantity, picked }) => quantity > picked);
  if (open.length === 0) throw nothingToPick({});
  return { name: waveName(number), listIds: open.map(({ listId }) => listId) };
}

async function* loadSheets(
  ctx: Context,
  listIds: readonly string[],
  given: Given & Pick<LoadedDocument, "language">,
): AsyncGenerator<LoadedDocument> {
  for (const listId of listIds) {
    const list = await getWholeList(ctx, listId);
    const packs = await loadPacks(ctx, [...new Set(list.picks.map(({ variantId }) => variantId))]);
    const number = pickListName(list.number);
    const orderId = list.picks[0]?.orderId ?? "";
    const printed = { language: given.language, createdAt: ctx.now, fileName: "", number, orderId };
    for (const sheet of pickSheets(list, packs, given)) yield { sheet, ...printed };
  }
}

/** With all that is left to do: whoever walks by the paper alone would come back without the rest. */
async function getWholeList(ctx: Context, listId: string) {
  const list = await getPickList(ctx, { listId }, PRINTED_ROWS_MAX + 1);
  const left = list.picks.filter((pick) => toPick(pick) > 0 || pick.toPutBack > 0).length;
  if (left > PRINTED_ROWS_MAX) throw tooLongToPrint({ name: pickListName(list.number), rowsMax: PRINTED_ROWS_MAX });
  return list;
}
