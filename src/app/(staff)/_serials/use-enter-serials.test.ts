import { expect, test } from "vitest";
import { BY_HAND } from "@/app/(staff)/_scan/use-read-code";
import { serialOf } from "./use-enter-serials";

const goods = { variantId: "cam", sku: "CAM", title: "Camera", optionValues: [], unit: "each", hasSerials: true };
const reading = (label: Partial<typeof BY_HAND> = {}) => ({
  kind: "goods" as const,
  goods,
  label: { ...BY_HAND, ...label },
});

test("what nobody knows is a serial number, and so is a code that is known as something else by chance", () => {
  expect(serialOf({ kind: "unknown" }, "SN-1", "cam")).toEqual({ serial: "SN-1" });
  expect(serialOf({ kind: "bin", bins: [] }, "]C1SN-1", "cam")).toEqual({ serial: "SN-1" });
});

test("a label that carries item and serial number gives the serial number", () => {
  expect(serialOf(reading({ serial: "SN-1" }), "0104012345678901\u001d21SN-1", "cam")).toEqual({ serial: "SN-1" });
});

test("the barcode of the item itself, and the label of another, are refused", () => {
  expect(serialOf(reading(), "4012345678901", "cam")).toMatchObject({
    problem: expect.stringContaining("item itself"),
  });
  expect(serialOf(reading({ serial: "SN-1" }), "SN-1", "tea")).toMatchObject({
    problem: expect.stringContaining("Camera"),
  });
});
