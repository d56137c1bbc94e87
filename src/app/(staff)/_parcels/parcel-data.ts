import type { Outputs } from "@/client/trpc";

export type Parcel = Outputs["parcels"]["listOfOrder"][number];
export type Carrier = Outputs["parcels"]["listCarriers"][number];
