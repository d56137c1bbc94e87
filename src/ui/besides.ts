export type Side = "top" | "right" | "bottom" | "left";
type Size = { width: number; height: number };
type Box = Size & { left: number; top: number };

const GAP = 6;
const MARGIN = 8;
const OPPOSITE = { top: "bottom", right: "left", bottom: "top", left: "right" } as const satisfies Record<Side, Side>;

const startOn = (side: Side, anchor: Box, { width, height }: Size) => {
  const centered = { left: anchor.left + (anchor.width - width) / 2, top: anchor.top + (anchor.height - height) / 2 };
  if (side === "top") return { ...centered, top: anchor.top - height - GAP };
  if (side === "bottom") return { ...centered, top: anchor.top + anchor.height + GAP };
  return { ...centered, left: side === "left" ? anchor.left - width - GAP : anchor.left + anchor.width + GAP };
};

const clamp = (start: number, size: number, room: number) => Math.max(MARGIN, Math.min(start, room - size - MARGIN));

/** Where a box stands beside another: on the wanted side, or on the opposite one where that alone has room. */
export function placeBeside(anchor: Box, box: Size, room: Size, side: Side): { left: number; top: number } {
  const hasRoom = ({ left, top }: { left: number; top: number }) =>
    left >= MARGIN &&
    top >= MARGIN &&
    left + box.width <= room.width - MARGIN &&
    top + box.height <= room.height - MARGIN;
  const isUpright = side === "top" || side === "bottom";
  const fits = (on: Side) => {
    const start = startOn(on, anchor, box);
    // Across the side it is moved into view; along it there is room or not.
    return hasRoom(isUpright ? { ...start, left: MARGIN } : { ...start, top: MARGIN });
  };
  const { left, top } = startOn(fits(side) || !fits(OPPOSITE[side]) ? side : OPPOSITE[side], anchor, box);
  return { left: clamp(left, box.width, room.width), top: clamp(top, box.height, room.height) };
}

/** A ref that moves a fixed element beside another before it is painted. */
export const besides = (anchor: HTMLElement, side: Side) => (element: HTMLElement | null) => {
  if (!element) return;
  const { offsetWidth: width, offsetHeight: height } = element;
  const room = { width: document.documentElement.clientWidth, height: window.innerHeight };
  const { left, top } = placeBeside(anchor.getBoundingClientRect(), { width, height }, room, side);
  element.style.left = `${left}px`;
  element.style.top = `${top}px`;
};
