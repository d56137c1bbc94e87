import { ADMINS, EVERYONE } from "./roles";

/** Who may do what with parcels, and with those who carry them: a part of `ACCESS`. */
export const PARCEL_ACCESS = {
  "parcels.read": EVERYONE,
  "parcels.pack": EVERYONE,
  "parcels.edit": EVERYONE,
  "parcels.remove": EVERYONE,
  "parcels.hand-over": EVERYONE,
  "parcels.take-back": EVERYONE,
  "parcels.take-tracking": EVERYONE,
  "parcels.create-carrier": ADMINS,
  "parcels.edit-carrier": ADMINS,
  "parcels.archive-carrier": ADMINS,
  "parcels.restore-carrier": ADMINS,
} as const;
