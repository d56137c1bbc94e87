import { colourOf } from "@/shared/tags";
import { Badge, type Tone } from "./badge";

/** Danger is left to what is wrong. */
const TONES = ["neutral", "accent", "info", "success", "warning"] as const satisfies readonly Tone[];

/** A label that people have given. Its colour follows from its word. */
export const TagBadge = ({ tag }: { tag: string }) => (
  <Badge tone={colourOf(tag, TONES)} className="max-w-40">
    <span className="truncate">{tag}</span>
  </Badge>
);
