import { defineError } from "@/shared/error";
import type { SettingsValues } from "./contract";

export const settingsChangedMeanwhile = defineError<{ version: number; theirs: SettingsValues }>(
  "shop.settings-changed-meanwhile",
  "conflict",
  () =>
    "Someone else saved the settings while you were editing. " +
    "Your entries are kept: compare them with theirs, then save again.",
);
