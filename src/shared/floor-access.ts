import { ADMINS, EVERYONE, MANAGERS } from "./roles";

/** Who may pick, and do what with parcels and those who carry them: a part of `ACCESS`. */
export const FLOOR_ACCESS = {
  "picking.read": EVERYONE,
  "picking.create": EVERYONE,
  "picking.create-wave": EVERYONE,
  "picking.take": EVERYONE,
  "picking.give-back": EVERYONE,
  /** A list that somebody else has taken. */
  "picking.give-back-others": MANAGERS,
  "picking.confirm-pick": EVERYONE,
  "picking.report-short": EVERYONE,
  "picking.put-back": EVERYONE,
  "picking.cancel": EVERYONE,

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
