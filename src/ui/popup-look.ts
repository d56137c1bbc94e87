import { cn } from "./class-names";

/** What opens beside its trigger, above the page: a menu or a list. */
export const popupLook = (size: string) => ({
  sideOffset: 4,
  collisionPadding: 8,
  className: cn("z-50 animate-appear rounded-lg border border-border bg-raised shadow-large", size),
});
