"use client";

import { useController } from "react-hook-form";
import { type Barcode, isBarcodeFault, readBarcode } from "@/modules/catalog/barcode";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/text-field";
import { splitList } from "./product-values";

const BECAUSE = {
  zeros: "has a right check digit once its leading zeros are back",
  isbn: "is the ISBN of a book, whose barcode is longer",
} as const satisfies Record<NonNullable<Barcode["offer"]>["because"], string>;

/** The codes of a variant, and below them what a code will be kept as, or may be meant for. */
export function BarcodesField({ name, className }: { name: string; className?: string }) {
  const { field } = useController({ name });
  const text: unknown = field.value;
  const codes = splitList(typeof text === "string" ? text : "").flatMap((written) => {
    const read = readBarcode(written);
    return isBarcodeFault(read) ? [] : [{ ...read, written }];
  });
  const replace = (written: string, code: string) =>
    field.onChange(codes.map((each) => (each.written === written ? code : each.written)).join(", "));
  const kept = codes.filter(({ mended }) => mended !== null);
  return (
    <div className={className}>
      <TextField
        name={name}
        label="Barcodes"
        optional
        placeholder="4006381333931"
        hint={kept.length > 0 && `Saved as ${kept.map(({ code }) => code).join(", ")}.`}
      />
      {codes.map(
        ({ written, offer }) =>
          offer && (
            <p key={written} className="mt-1 flex flex-wrap items-center gap-x-2 text-xs text-muted">
              {written} {BECAUSE[offer.because]}.
              <Button size="sm" variant="ghost" onClick={() => replace(written, offer.code)}>
                Use {offer.code}
              </Button>
            </p>
          ),
      )}
    </div>
  );
}
