import { encode } from "uqr";

/** Scanners need a margin of four modules (ISO/IEC 18004). */
const MARGIN = 4;

/** A text as a picture that a telephone scans: dark on light whatever the theme, since many scan nothing else. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { data, size } = encode(text, { ecc: "M", border: MARGIN });
  const path = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="size-48 shrink-0 rounded-md bg-white"
    >
      <path d={path} fill="black" />
    </svg>
  );
}
