import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("../app/globals.css", import.meta.url), "utf8");

function tokensOf(selector: string): Map<string, string> {
  const block = css.slice(css.indexOf(`\n${selector} {`)).split("\n}")[0] ?? "";
  return new Map([...block.matchAll(/--([\w-]+): (#[\da-f]{6});/g)].map(([, name = "", value = ""]) => [name, value]));
}

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(hex.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const GROUNDS = ["background", "surface", "raised", "subtle"];
const TONES = ["accent", "danger", "warning", "success", "info"];

const text = [
  ...["foreground", "muted", "faint"].flatMap((ink) => GROUNDS.map((ground) => [ink, ground] as const)),
  ...TONES.flatMap((tone) => [
    [`${tone}-foreground`, tone] as const,
    [`${tone}-text`, `${tone}-subtle`] as const,
    ...["background", "surface", "raised", "subtle"].map((ground) => [`${tone}-text`, ground] as const),
  ]),
  ["accent-foreground", "accent-hover"] as const,
  ["danger-foreground", "danger-hover"] as const,
  ["foreground", "accent-subtle"] as const,
  ["muted", "accent-subtle"] as const,
];
const outlines = [
  ...["background", "surface", "raised"].flatMap((ground) => [["input", ground] as const, ["ring", ground] as const]),
  ["chart", "surface"] as const,
];

describe.each([":root", ".dark"])("the colours of %s", (selector) => {
  const tokens = new Map([...tokensOf(":root"), ...tokensOf(selector)]);
  const ratio = (ink: string, ground: string) =>
    contrast(tokens.get(ink) ?? "#000000", tokens.get(ground) ?? "#000000");

  test.each(text)("let %s be read on %s", (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(outlines)("let %s be seen on %s", (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(3);
  });
});
