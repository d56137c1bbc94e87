import { cn } from "./class-names";

const SIZES = { sm: "size-6 text-[0.625rem]", md: "size-7 text-xs", lg: "size-10 text-base" } as const;

function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  const first = words[0]?.at(0) ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.at(0) ?? "") : "";
  return (first + last).toUpperCase();
}

/** Initials beside a written name. Without the name, the parent must label it. */
export function Avatar({ name, size = "md" }: { name: string; size?: keyof typeof SIZES }) {
  return (
    <span
      aria-hidden
      className={cn(
        "inline-flex shrink-0 items-center justify-center rounded-full bg-accent-subtle font-semibold text-accent-text",
        SIZES[size],
      )}
    >
      {initialsOf(name)}
    </span>
  );
}
