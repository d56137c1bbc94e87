/**
 * What classes set, by their names: the first line that fits counts, and `$1` stands for its first group. A test holds
 * every class of the product against tailwind-merge, which knows all of Tailwind and is ten times as large.
 */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [/^table-(auto|fixed)$/, "table-layout"],
  [/^(block|inline|inline-\w+|flex|grid|hidden|contents|table|table-\w+|table-\w+-group)$/, "display"],
  [/^(static|fixed|absolute|relative|sticky)$/, "position"],
  [/^(in)?visible$/, "visibility"],
  [/^(not-)?sr-only$/, "sr-only"],
  [/^text-(\w+-)?(xs|sm|base|lg|xl|\dxl|\[[\d.]+rem\])$/, "text-size leading"],
  [/^text-(left|center|right)$/, "text-align"],
  [/^text-(balance|pretty)$/, "text-wrap"],
  [/^(text-ellipsis|truncate)$/, "text-overflow"],
  [/^font-(sans|mono)$/, "font-family"],
  [/^border(-\d)?$/, "border-t border-r border-b border-l"],
  [/^border-([trbl])(-\d)?$/, "border-$1"],
  [/^border-(separate|collapse)$/, "border-collapse"],
  [/^border-spacing-/, "border-spacing"],
  [/^border-(dashed|solid)$/, "border-style"],
  [/^divide-[xy]$/, "divide-width"],
  [/^outline-none$/, "outline-style"],
  [/^outline-\d$/, "outline-width"],
  [/^outline-offset-/, "outline-offset"],
  [/^underline-offset-/, "underline-offset"],
  [/^(underline|line-through|no-underline)$/, "text-decoration"],
  [/^object-(contain|cover)$/, "object-fit"],
  [/^flex-\d$/, "flex grow shrink basis"],
  [/^flex-(row|col)(-reverse)?$/, "flex-direction"],
  [/^flex-(no)?wrap$/, "flex-wrap"],
  [/^grid-flow-/, "grid-flow"],
  [/^inset-ring$/, "inset-ring"],
  [/^inset-ring-/, "inset-ring-color"],
  [/^shadow-/, "shadow"],
  [/^rounded-(none|sm|md|lg|xl|full)$/, "tl tr br bl"],
  [/^rounded-t-/, "tl tr"],
  [/^rounded-(tl|tr|br|bl)-/, "$1"],
  [/^overflow-(x|y)-/, "overflow-$1"],
  [/^overflow-/, "overflow-x overflow-y"],
  [/^size-/, "w h"],
  [/^p-/, "pt pr pb pl"],
  [/^px-/, "pr pl"],
  [/^py-/, "pt pb"],
  [/^m-/, "mt mr mb ml"],
  [/^-?mx-/, "mr ml"],
  [/^-?my-/, "mt mb"],
  [/^-?inset-x-/, "left right"],
  [/^-?inset-y-/, "top bottom"],
  [/^-?inset-/, "top right bottom left"],
  [/^scroll-m([tb])-/, "scroll-m$1"],
  [/^gap-(x|y)-/, "gap-$1"],
  [/^gap-/, "gap-x gap-y"],
  [/^line-clamp-/, "line-clamp display overflow-x overflow-y"],
  [/^translate-none$/, "translate-x translate-y"],
  [/^-?translate-(x|y)-/, "translate-$1"],
  [/^(grid-cols|grid-rows|col-span|row-span|col-start|row-start|auto-cols|min-[wh]|max-[wh])-/, "$1"],
  [/^-?([a-z]+)-/, "$1"],
];

/** What stands before the last colon, such as `hover:`; then the class itself. */
const PARTS = /^(.*:)?(.*)$/;

function slotsOf(name: string): string[] {
  const [, when = "", own = name] = PARTS.exec(name) ?? [];
  for (const [kind, slots] of KINDS) {
    const [found, first = ""] = kind.exec(own) ?? [];
    if (found !== undefined) return slots.split(" ").map((slot) => when + slot.replace("$1", first));
  }
  return [name];
}

function withoutOverridden(all: string): string {
  const set = new Set<string>();
  const kept = all
    .split(" ")
    .toReversed()
    .filter((name) => {
      const slots = slotsOf(name).filter((slot) => !set.has(slot));
      for (const slot of slots) set.add(slot);
      return slots.length > 0;
    });
  return kept.toReversed().join(" ");
}

/** Finite: every key is made of texts in the source. */
const joined = new Map<string, string>();

/** Joins class names. Where two set the same property, the later one wins; what is no text is left out. */
export function cn(...classes: readonly (string | false | 0 | 0n | null | undefined)[]): string {
  const all = classes.filter(Boolean).join(" ");
  const known = joined.get(all);
  if (known !== undefined) return known;
  const result = withoutOverridden(all);
  joined.set(all, result);
  return result;
}
