import type { Permission } from "@/shared/access";

/** Whom a kind is about, and so who may ever read of it: nobody else, whatever was written. */
type Audience =
  /** Everyone with the permission who works in the warehouse. */
  | "warehouse"
  /** Everyone with the permission. */
  | "shop"
  /** One person, as long as they have the permission. */
  | "person";

export type Kind = {
  /** As people choose it. */
  name: string;
  hint: string;
  audience: Audience;
  permission: Permission;
  /** It lasts until its cause is gone: then there is an alert with a life of its own beside the notice. */
  isAlert: boolean;
  /** Whether a person may choose not to get it. What may not is about the safety of their account. */
  mayStop: boolean;
  /** Whether it is emailed as long as the person has not chosen. */
  mail: boolean;
  /** The sentence, of one thing or of so many. */
  one: (label: string) => string;
  many: (count: number) => string;
  /** Where its thing is, and where all of them are. */
  href: (subjectId: string) => string;
  hrefOfMany: string;
};

/** About the safety of somebody's account: they always hear of it, by email too. */
export const OF_ACCOUNT = {
  audience: "person",
  permission: "users.read-own",
  isAlert: false,
  mayStop: false,
  mail: true,
  href: () => "/profile",
  hrefOfMany: "/profile",
} as const;

/** About the installation, to whoever runs it. */
export const OF_SYSTEM = {
  audience: "shop",
  permission: "notifications.see-system",
  isAlert: true,
  mayStop: true,
  mail: true,
} as const;
