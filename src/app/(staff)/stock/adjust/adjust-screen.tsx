"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import { AdjustStockForm } from "@/app/(staff)/_posting/adjust-stock-form";
import { type BookedGoods, type BookedSerials, hasBookedSerials } from "@/app/(staff)/_posting/adjustment";
import { describeTrace } from "@/app/(staff)/_scan/describe-label";
import { ScanPanel } from "@/app/(staff)/_scan/scan-panel";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { Loaded } from "@/client/loaded";
import { useOwnScanBox } from "@/client/scan";
import { type Outputs, trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { Card, CardHeader } from "@/ui/card";
import { deferred } from "@/ui/on-demand";
import { PageHeader } from "@/ui/page";
import { DetailSkeleton } from "@/ui/skeleton";
import { TextLink } from "@/ui/text-link";
import { BinChoice } from "./bin-choice";
import { useAdjustAddress } from "./use-adjust-address";
import { useBookedGoods } from "./use-booked-goods";

/** Corrects recorded stock: choose the product, choose the bin, enter what is there. */
export function AdjustScreen() {
  useOwnScanBox();
  const [{ variant: variantId }, setAddress] = useAdjustAddress();
  const variant = trpc.inventory.getStockedVariant.useQuery(
    { variantId: variantId ?? "" },
    { enabled: variantId !== null },
  );
  const choose = (goods: Goods, at: { bin: string; lot: string | null } | null = null) =>
    setAddress({ variant: goods.variantId, bin: at?.bin ?? null, lot: at?.lot ?? null });
  const setBin = (bin: string) => setAddress({ bin, lot: null });
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Stock", href: "/stock" }, { label: "Adjust" }]}
        title="Adjust stock"
        description="Correct the recorded stock and give a reason."
      />
      <div className="flex max-w-2xl flex-col gap-4">
        <AdjustScan onGoods={choose} onBin={setBin} />
        {variantId !== null && (
          <Loaded inline query={variant} skeleton={<DetailSkeleton />}>
            {(variant) => <Adjusting variant={variant} />}
          </Loaded>
        )}
      </div>
    </>
  );
}

type AdjustScanProps = {
  onGoods: (goods: Goods, at?: { bin: string; lot: string | null } | null) => void;
  onBin: (binId: string) => void;
};

function AdjustScan({ onGoods, onBin }: AdjustScanProps) {
  const findLot = useFindLot();
  const { read, isReading } = useReadCode();
  const { feedback, show } = useScanFeedback();
  const resolveBin = useResolveBin();
  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "goods") {
      const { goods, label } = reading;
      const places = label.lot === null ? null : await findLot(goods, label.lot);
      onGoods(goods, places?.length === 1 ? places[0] : null);
      return show({
        tone: places?.length === 0 ? "warning" : "success",
        title: formatVariant(goods.title, goods.optionValues),
        advice:
          places?.length === 0
            ? `Not recorded in any bin: ${describeTrace(label)}. Choose the bin.`
            : [goods.sku, describeTrace(label)].filter(Boolean).join(" · "),
      });
    }
    if (reading.kind !== "bin") return show(describeUnusableCode(reading, code));
    const bin = await resolveBin(reading.bins);
    if (!bin) return;
    onBin(bin.id);
    show({ tone: "success", title: `Bin ${bin.code}`, advice: bin.warehouseName });
  };
  return (
    <ScanPanel
      onScan={(code) => void scan(code)}
      onChoose={(goods) => onGoods(goods)}
      isReading={isReading}
      feedback={feedback}
      hint="Scan the item to correct, then its bin."
    />
  );
}

/** The bins that hold a lot, by the code on its label. */
function useFindLot() {
  const utils = trpc.useUtils();
  return async ({ variantId, hasSerials }: Goods, lot: string) => {
    const balances = await utils.inventory.listBalances.fetch({ variantId, lot }).catch(() => []);
    return balances.map(({ locationId, lotId }) => ({ bin: locationId, lot: hasSerials ? null : lotId }));
  };
}

function Adjusting({ variant }: { variant: Outputs["inventory"]["getStockedVariant"] }) {
  const [, setAddress] = useAdjustAddress();
  const goods = useBookedGoods(variant);
  return (
    <Card>
      <CardHeader
        title={formatVariant(variant.title, variant.optionValues)}
        description={variant.sku}
        actions={<TextLink href={`/stock/${variant.id}`}>Stock card</TextLink>}
      />
      <div className="flex flex-col gap-4">
        <BinChoice variantId={variant.id} hasSerials={variant.hasSerials} />
        {goods && (
          <Entry
            key={`${goods.variantId} ${goods.locationId} ${goods.lotId ?? ""}`}
            goods={goods}
            onDone={() => setAddress({ bin: null, lot: null })}
          />
        )}
      </div>
    </Card>
  );
}

const AdjustSerialsForm = deferred(() =>
  import("@/app/(staff)/_posting/adjust-serials-form").then((file) => file.AdjustSerialsForm),
);

function Entry({ goods, onDone }: { goods: BookedGoods | BookedSerials; onDone: () => void }) {
  return hasBookedSerials(goods) ? (
    <AdjustSerialsForm goods={goods} onDone={onDone} />
  ) : (
    <AdjustStockForm goods={goods} onDone={onDone} />
  );
}
