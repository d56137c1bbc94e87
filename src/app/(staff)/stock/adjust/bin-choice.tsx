"use client";

import { useState } from "react";
import { BalancesListed } from "@/app/(staff)/_places/balances-listed";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { Loaded } from "@/client/loaded";
import { type Outputs, trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { RadioGroup } from "@/ui/radio-group";
import { Loading, Skeleton } from "@/ui/skeleton";
import { useAdjustAddress } from "./use-adjust-address";

type BinBalance = Pick<
  Outputs["inventory"]["listBalances"][number],
  "locationId" | "locationCode" | "warehouseName" | "lotId" | "lotCode" | "onHand"
>;

const OTHER_BIN = "elsewhere";
const idOf = ({ locationId, lotId }: { locationId: string; lotId: string | null }) => `${locationId} ${lotId ?? ""}`;

const balanceLabel = (balance: BinBalance) =>
  [balance.locationCode, balance.lotCode && `lot ${balance.lotCode}`].filter(Boolean).join(", ");

/** Which of the bins that hold the goods, or another where they were found. */
export function BinChoice({ variantId, hasSerials }: { variantId: string; hasSerials: boolean }) {
  // Of items with serial numbers a bin is corrected as a whole: each of them is a lot of one.
  const balances = trpc.inventory.listBalances.useQuery({ variantId, ...(hasSerials && { byBin: true }) });
  return (
    <Loaded
      inline
      query={balances}
      skeleton={
        <Loading>
          <Skeleton className="h-20" />
        </Loading>
      }
    >
      {(balances) => <Choice balances={balances} hasSerials={hasSerials} />}
    </Loaded>
  );
}

function Choice({ balances, hasSerials }: { balances: readonly BinBalance[]; hasSerials: boolean }) {
  const [{ bin, lot: asked }, setAddress] = useAdjustAddress();
  const lot = hasSerials ? null : asked;
  const [isElsewhere, setElsewhere] = useState(false);
  const { warehouses } = useWarehouses();
  const chosen =
    bin === null ? undefined : balances.find((balance) => idOf(balance) === idOf({ locationId: bin, lotId: lot }));
  const isOther = isElsewhere || (bin !== null && !chosen);
  const choose = (value: string) => {
    const balance = balances.find((each) => idOf(each) === value);
    setElsewhere(!balance);
    setAddress({ bin: balance?.locationId ?? null, lot: balance?.lotId ?? null });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Bin</legend>
      <RadioGroup
        label="Bin"
        value={chosen ? idOf(chosen) : isOther ? OTHER_BIN : null}
        onValue={choose}
        options={[
          ...balances.map((balance) => ({
            value: idOf(balance),
            label: balanceLabel(balance),
            hint: `${balance.warehouseName}, ${formatQuantity(balance.onHand)} on hand`,
          })),
          { value: OTHER_BIN, label: "Another bin", hint: "Stock found where none is recorded." },
        ]}
      />
      <BalancesListed balances={balances}>To correct another, scan its label or choose another bin.</BalancesListed>
      {isOther && (
        <BinPicker warehouses={warehouses} binId={bin} onBin={(binId) => setAddress({ bin: binId, lot: null })} />
      )}
    </fieldset>
  );
}
