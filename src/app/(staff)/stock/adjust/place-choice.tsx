"use client";

import { useState } from "react";
import { BinPicker } from "@/app/(staff)/_places/bin-picker";
import { useWarehouses } from "@/app/(staff)/_places/use-warehouses";
import { QueryError } from "@/client/query-error";
import { type Outputs, trpc } from "@/client/trpc";
import { formatQuantity } from "@/shared/quantity";
import { RadioGroup } from "@/ui/radio-group";
import { Skeleton } from "@/ui/skeleton";
import { useAdjustAddress } from "./use-adjust-address";

type Lying = Outputs["inventory"]["stockPlaces"][number];

const ELSEWHERE = "elsewhere";
const idOf = ({ locationId, lotId }: { locationId: string; lotId: string | null }) => `${locationId} ${lotId ?? ""}`;

const sayPlace = (place: Lying) =>
  [place.locationCode, place.lotCode && `lot ${place.lotCode}`].filter(Boolean).join(", ");

/** Which of the places that hold the goods, or another where they were found. */
export function PlaceChoice({ variantId }: { variantId: string }) {
  const [{ bin, lot }, setAddress] = useAdjustAddress();
  const [isElsewhere, setElsewhere] = useState(false);
  const { warehouses } = useWarehouses();
  const places = trpc.inventory.stockPlaces.useQuery({ variantId });
  if (places.error && !places.data)
    return <QueryError error={places.error} onRetry={() => void places.refetch()} inline />;
  if (!places.data) return <Skeleton className="h-20" />;

  const chosen =
    bin === null ? undefined : places.data.find((place) => idOf(place) === idOf({ locationId: bin, lotId: lot }));
  const isOther = isElsewhere || (bin !== null && !chosen);
  const choose = (value: string) => {
    const place = places.data.find((each) => idOf(each) === value);
    setElsewhere(!place);
    void setAddress({ bin: place?.locationId ?? null, lot: place?.lotId ?? null });
  };
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">In which bin?</legend>
      <RadioGroup
        label="In which bin?"
        value={chosen ? idOf(chosen) : isOther ? ELSEWHERE : null}
        onValue={choose}
        options={[
          ...places.data.map((place) => ({
            value: idOf(place),
            label: sayPlace(place),
            hint: `${place.warehouseName}, ${formatQuantity(place.onHand)} on hand`,
          })),
          { value: ELSEWHERE, label: "Another bin", hint: "Goods were found where the books know none." },
        ]}
      />
      {isOther && (
        <BinPicker warehouses={warehouses} binId={bin} onBin={(binId) => void setAddress({ bin: binId, lot: null })} />
      )}
    </fieldset>
  );
}
