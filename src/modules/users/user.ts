export const USER_STATUSES = ["invited", "active", "disabled"] as const;
export type UserStatus = (typeof USER_STATUSES)[number];

export const ROLE_NAMES = { admin: "Administrator", manager: "Manager", staff: "Staff" } as const;

export const STATUS_NAMES = { invited: "Invited", active: "Active", disabled: "Disabled" } as const satisfies Record<
  UserStatus,
  string
>;

export const ROLE_RIGHTS = {
  admin: "Full access, including users and roles.",
  manager: "Manages products, imports and locations, sees costs, reverses stock entries.",
  staff: "Receives, moves and adjusts stock; creates, confirms and ships orders.",
} as const;
