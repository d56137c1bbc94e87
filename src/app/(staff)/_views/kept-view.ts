import type { Outputs } from "@/client/trpc";

/** One of a list's views, as whoever asks has it. */
export type KeptView = Outputs["views"]["list"][number];
