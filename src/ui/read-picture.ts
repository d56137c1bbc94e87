import { type ReaderOptions, readBarcodes } from "zxing-wasm/reader";
import { offCentreOf } from "./camera-picture";
import type { Sighting } from "./sightings";
import { isChecked, SYMBOLS } from "./symbols";

/** Labels are dark on light. `Plain` leaves the separators of GS1 elements where a scanner sends them (ASCII 29). */
const OPTIONS: ReaderOptions = {
  formats: SYMBOLS.map(({ library }) => library),
  tryHarder: true,
  tryInvert: false,
  textMode: "Plain",
  maxNumberOfSymbols: 8,
};

/** The codes in a picture, by the library; its program is fetched with the first. */
export async function readPicture(picture: ImageData): Promise<Sighting[]> {
  const found = await readBarcodes(picture, OPTIONS);
  return found.map(({ text, symbology, position }) => ({
    code: text,
    isChecked: isChecked(symbology),
    offCentre: offCentreOf([position.topLeft, position.topRight, position.bottomRight, position.bottomLeft], picture),
  }));
}
