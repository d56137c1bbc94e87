"use client";

import { describeEntered, type EntryOutcome, isSerial } from "@/app/(staff)/_serials/serials";
import { useReadSerials } from "@/app/(staff)/_serials/use-enter-serials";
import { trpc } from "@/client/trpc";
import { PIECES_PER_PAGE_MAX } from "@/modules/inventory/serials/serial";
import { type ChangePicks, pickEntered } from "./shipment-draft";

type EnterPieces = {
  line: { id: string; variantId: string; open: number };
  warehouse: { id: string; code: string };
  change: ChangePicks;
};

/** So many are one question. */
const inQuestions = (serials: readonly string[]): (readonly string[])[] =>
  Array.from({ length: Math.ceil(serials.length / PIECES_PER_PAGE_MAX) }, (_, nth) =>
    serials.slice(nth * PIECES_PER_PAGE_MAX, (nth + 1) * PIECES_PER_PAGE_MAX),
  );

/** Takes what was scanned, typed or pasted. They are looked up by name: more may be on hand than any list shows. */
export function useEnterPieces({ line, warehouse, change }: EnterPieces) {
  const { variantId } = line;
  const utils = trpc.useUtils();
  const readSerials = useReadSerials(variantId);
  const findHere = async (serials: readonly string[]) => {
    const asked = { variantId, warehouseId: warehouse.id, limit: PIECES_PER_PAGE_MAX };
    const pages = await Promise.all(
      inQuestions(serials.filter(isSerial)).map((named) =>
        utils.inventory.listPieces.fetch({ ...asked, serials: [...named] }),
      ),
    );
    return pages.flatMap(({ rows }) => rows);
  };
  return async (typed: readonly string[]): Promise<EntryOutcome> => {
    const read = await readSerials(typed);
    if ("problem" in read) return { tone: "warning", text: read.problem };
    const here = await findHere(read.serials).catch(() => null);
    if (here === null)
      return {
        tone: "warning",
        text: "Could not be looked up, so nothing was added. Check the connection, try again.",
      };
    let outcome = pickEntered([], line, [], []).entered;
    change((now) => {
      const { picks, entered } = pickEntered(now, line, read.serials, here);
      outcome = entered;
      return picks;
    });
    return describeEntered(outcome, { wanted: line.open, strange: `Not on hand in ${warehouse.code}` });
  };
}
