/** Who works in a shop, from all rights to few. */
export const EVERYONE = ["admin", "manager", "staff"] as const;
export const MANAGERS = ["admin", "manager"] as const;
export const ADMINS = ["admin"] as const;
