import * as z from "zod";
import { defineEvent } from "@/shared/event";
import { Id } from "@/shared/given-id";
import { oneLine } from "@/shared/one-line";
import { faultOfLink } from "./carrier";

const NAME_CHARACTERS_MAX = 60;
const SERVICES_MAX = 20;
const Version = z.number().int().min(1);
/** What of a carrier the shop books. */
export const Service = z
  .string()
  .overwrite(oneLine)
  .max(NAME_CHARACTERS_MAX, `Enter at most ${NAME_CHARACTERS_MAX} characters.`);

/** With whom something is to go, and by which of their services. */
export const Carried = z.strictObject({ service: Service.default(""), carrierId: Id });

export const CreateCarrier = z.strictObject({
  name: z.string().overwrite(oneLine).min(1, "Enter a name.").max(NAME_CHARACTERS_MAX),
  services: z
    .array(Service)
    .transform((services) => [...new Set(services.filter((service) => service !== ""))])
    .refine((services) => services.length <= SERVICES_MAX, `Enter at most ${SERVICES_MAX} services.`)
    .default([]),
  /** `{tracking}` stands for the number of a parcel. */
  trackingLink: z
    .string()
    .trim()
    .superRefine((link, ctx) => {
      const message = faultOfLink(link);
      if (message !== null) ctx.addIssue({ code: "custom", message });
    })
    .default(""),
});
export type CreateCarrier = z.infer<typeof CreateCarrier>;

const CarrierRef = z.strictObject({ carrierId: Id });
/** The whole carrier after the edit. `version` is the one the person saw. */
export const EditCarrier = CreateCarrier.extend({ carrierId: Id, version: Version });
export type EditCarrier = z.infer<typeof EditCarrier>;
export const ArchiveCarrier = CarrierRef;
export type ArchiveCarrier = z.infer<typeof ArchiveCarrier>;

export const carrierChanged = defineEvent("shop.carrier-changed", z.object({ carrierId: Id }));
