"use client";

import type { Goods } from "@/app/(staff)/_goods/goods";
import { useResolveBin } from "@/app/(staff)/_places/bin-choice";
import { AdjustStockForm } from "@/app/(staff)/_posting/adjust-stock-form";
import { ScanPanel } from "@/app/(staff)/_scan/scan-panel";
import { describeUnusableCode } from "@/app/(staff)/_scan/unusable-code";
import { useReadCode } from "@/app/(staff)/_scan/use-read-code";
import { useScanFeedback } from "@/app/(staff)/_scan/use-scan-feedback";
import { Loaded } from "@/client/loaded";
import { useOwnScanBox } from "@/client/scan";
import { type Outputs, trpc } from "@/client/trpc";
import { formatVariant } from "@/modules/catalog/product";
import { Card, CardHeader } from "@/ui/card";
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
  const choose = (goods: Goods) => void setAddress({ variant: goods.variantId, bin: null, lot: null });
  const setBin = (bin: string) => void setAddress({ bin, lot: null });
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

function AdjustScan({ onGoods, onBin }: { onGoods: (goods: Goods) => void; onBin: (binId: string) => void }) {
  const { read, isReading } = useReadCode();
  const { feedback, show } = useScanFeedback();
  const resolveBin = useResolveBin();
  const scan = async (code: string) => {
    const reading = await read(code);
    if (reading.kind === "goods") {
      onGoods(reading.goods);
      return show({
        tone: "success",
        title: formatVariant(reading.goods.title, reading.goods.optionValues),
        advice: reading.goods.sku,
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
      onChoose={onGoods}
      isReading={isReading}
      feedback={feedback}
      hint="Scan the item to correct, then its bin."
    />
  );
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
        <BinChoice variantId={variant.id} />
        {goods && (
          <AdjustStockForm
            key={`${goods.variantId} ${goods.locationId} ${goods.lotId ?? ""}`}
            goods={goods}
            onDone={() => void setAddress({ bin: null, lot: null })}
          />
        )}
      </div>
    </Card>
  );
}
