"use client";

import { parseAsString, useQueryStates } from "nuqs";
import type { Goods } from "@/app/(staff)/_goods/goods";
import { type Bin, findBin, type Warehouse } from "@/app/(staff)/_places/locations";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { type Reading, useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { usePerson } from "@/client/person";
import { trpc } from "@/client/trpc";
import { sayVariant } from "@/modules/catalog/product";
import { formatQuantity } from "@/shared/quantity";
import { usePersistentState } from "@/ui/use-persistent-state";
import { type BinContent, EMPTY_MOVE, MoveDraft, nextToTake, take, takenOf } from "./move-draft";

/** What is being carried, and between which bins: the goods are kept by this tab, the bins stand in the address. */
export function useMove(warehouses: readonly Warehouse[]) {
  const { userId } = usePerson();
  const [draft, change] = usePersistentState({
    key: `quartermaster.move.${userId}`,
    storage: "session",
    shape: MoveDraft,
    empty: EMPTY_MOVE,
  });
  const [asked, setAsked] = useQueryStates({ from: parseAsString, to: parseAsString });
  return {
    draft,
    change,
    from: findBin(warehouses, asked.from),
    to: findBin(warehouses, asked.to),
    setFrom: (from: string) => void setAsked({ from }),
    setTo: (to: string | null) => void setAsked({ to }),
  };
}

export type Move = ReturnType<typeof useMove>;

/** The first bin scanned is where goods are taken from, the next where they go; goods in between are taken. */
export function useMoveScan({ draft, change, from, to, setFrom, setTo }: Move) {
  const utils = trpc.useUtils();
  const { read, isReading } = useReadCode();
  const { feedback, show, clear } = useScanFeedback();

  /** Decides on what is kept now, not on what was shown when the scan began: scans may overtake each other. */
  const takeOneOf = (
    contents: readonly BinContent[],
    variantId: string,
    source: Bin,
    count: number,
  ): { content: BinContent | null; total: number | null } => {
    let outcome: { content: BinContent | null; total: number | null } = { content: null, total: null };
    change((now) => {
      const content = nextToTake(contents, now, source.id, variantId);
      const next = content && take(now, content, source, count);
      outcome = { content, total: next && content ? takenOf(next, { ...content, fromId: source.id }) : null };
      return next ?? now;
    });
    return outcome;
  };

  const takeFrom = (
    contents: readonly BinContent[],
    goods: Pick<Goods, "variantId" | "title" | "optionValues">,
    source: Bin,
    count: number,
  ) => {
    const { content, total } = takeOneOf(contents, goods.variantId, source, count);
    const title = sayVariant(goods.title, goods.optionValues);
    if (!content)
      return show({
        tone: "warning",
        title,
        advice: `The books know none of it in ${source.code}. Adjust the stock first if it does lie there.`,
      });
    if (total === null)
      return show({ tone: "warning", title, advice: `All that is free in ${source.code} is on the list already.` });
    show({ tone: "success", title, advice: `${formatQuantity(total)} to move from ${source.code}` });
  };

  const takeGoods = async (goods: Goods, count: number) => {
    if (!from)
      return show({
        tone: "warning",
        title: "From which bin?",
        advice: "Scan the bin that the goods are taken from, or choose it.",
      });
    try {
      takeFrom(await utils.inventory.listBinContents.fetch({ locationId: from.id }), goods, from, count);
    } catch {
      show({
        tone: "warning",
        title: `${from.code} could not be looked up`,
        advice: "Check the connection and scan again.",
      });
    }
  };

  const goToBin = (bins: Extract<Reading, { kind: "bin" }>["bins"], code: string) => {
    const home = from?.warehouseId;
    const bin = bins.find(({ warehouseId }) => warehouseId === home) ?? (bins.length === 1 ? bins[0] : undefined);
    if (!bin)
      return show({
        tone: "warning",
        title: `Several warehouses have a bin ${code}`,
        advice: "Choose it from the list instead.",
      });
    const isSource = !from || (draft.lines.length === 0 && !to && bin.id !== from.id);
    if (isSource) setFrom(bin.id);
    else setTo(bin.id);
    show({
      tone: "success",
      title: isSource ? `Taking from ${bin.code}` : `Moving to ${bin.code}`,
      advice: bin.warehouseName,
    });
  };

  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "goods") await takeGoods(reading.goods, reading.count);
    else if (reading.kind === "bin") goToBin(reading.bins, code);
    else show(describeUnusableCode(reading, code));
  };
  return {
    scan,
    choose: (goods: Goods) => void takeGoods(goods, 1),
    takeContent: (content: BinContent, source: Bin, count: number) => takeFrom([content], content, source, count),
    feedback,
    clear,
    isReading,
  };
}
