/** What is put on a page, in points from its upper left corner. */
export type Mark =
  | ({
      readonly kind: "text";
      readonly x: number;
      /** Of the line on which the letters stand. */ readonly y: number;
    } & Writing & {
        readonly text: string;
      })
  | {
      readonly kind: "line";
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly isStrong: boolean;
    }
  | { readonly kind: "bar"; readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  | { readonly kind: "box"; readonly x: number; readonly y: number; readonly side: number }
  | { readonly kind: "logo"; readonly x: number; readonly y: number; readonly width: number; readonly height: number };

export type Writing = { readonly size: number; readonly isStrong: boolean; readonly isFaint: boolean };

/** How wide a text comes out, in points. */
export type Measure = (text: string, writing: Pick<Writing, "size" | "isStrong">) => number;

export type Page = Mark[];
