import { defineError } from "@/shared/error";

export const carrierNotFound = defineError<{ carrierId: string }>(
  "shop.carrier-not-found",
  "not-found",
  () => "This carrier doesn't exist. Choose another. Nothing was changed.",
);

export const carrierNameTaken = defineError<{ name: string }>(
  "shop.carrier-name-taken",
  "conflict",
  ({ name }) => `There is already a carrier ${name}, or an archived one. Enter another name.`,
);

export const carrierChangedMeanwhile = defineError<{ version: number; name: string }>(
  "shop.carrier-changed-meanwhile",
  "conflict",
  ({ name }) => `Someone else saved the carrier ${name} meanwhile. Close this, look at theirs and edit again.`,
);

export const carrierArchived = defineError<{ name: string }>(
  "shop.carrier-archived",
  "conflict",
  ({ name }) => `The carrier ${name} is archived. Choose another. Nothing was changed.`,
);
