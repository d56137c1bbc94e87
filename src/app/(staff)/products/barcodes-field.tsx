"use client";

import { useController } from "react-hook-form";
import { type Barcode, isBarcodeFault, readBarcode } from "@/modules/catalog/codes/barcode";
import { Button } from "@/ui/button";
import { TextField } from "@/ui/text-field";
import { replaceInList, splitList } from "./typed-lists";

const BECAUSE = {
  zeros: "has a right check digit once its leading zeros are back",
  isbn: "is the ISBN of a book, whose barcode is longer",
} as const satisfies Record<NonNullable<Barcode["offer"]>["because"], string>;

/** The codes of a variant, and below them what a code will be kept as, or may be meant for. */
export function BarcodesField({ name, className }: { name: string; className?: string }) {
  const { field } = useController({ name });
  const value: unknown = field.value;
  const text = typeof value === "string" ? value : "";
  const codes = splitList(text).flatMap((written) => {
    const read = readBarcode(written);
    return isBarcodeFault(read) ? [] : [{ ...read, written }];
  });
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
              <Button
                size="sm"
                variant="ghost"
                onClick={() => field.onChange(replaceInList(text, written, offer.code))}
              >
                Use {offer.code}
              </Button>
            </p>
          ),
      )}
    </div>
  );
}
