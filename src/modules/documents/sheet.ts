import type { LogoType } from "@/modules/shop/shop";
import type { Texts } from "./texts/texts";

/*
 * What stands on a document, as data: a template makes a sheet of an order, and every sheet is printed alike. Texts are
 * final; nothing below formats or translates.
 */

export type Column = {
  readonly label: string;
  /** In points; the one that is "rest" takes what the others leave. */
  readonly width: number | "rest";
  readonly align: "left" | "right";
};

/** `under` follows in small print, and `code` as a barcode below; a box is ticked by hand. */
export type Cell = { readonly text: string; readonly under?: string; readonly code?: string } | { readonly box: true };

export type Labelled = { readonly label: string; readonly value: string; readonly isStrong?: boolean };

export type Logo = {
  readonly bytes: Uint8Array;
  readonly type: LogoType;
  readonly width: number;
  readonly height: number;
};

export type Letterhead = {
  readonly name: string;
  /** In one line above the recipient, as the window of an envelope shows it. */
  readonly address: string;
  readonly logo: Logo | null;
  /** Up to three blocks at the foot of each page. */
  readonly foot: readonly (readonly string[])[];
  readonly paper: Paper;
};

/** A file within the PDF. */
export type Attachment = { readonly name: string; readonly xml: string };

export type Sheet = {
  readonly letterhead: Letterhead;
  readonly texts: Texts;
  readonly title: string;
  readonly recipient: readonly string[];
  readonly facts: readonly Labelled[];
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  readonly totals: readonly Labelled[];
  /** Paragraphs before the table, and behind it. */
  readonly opening: readonly string[];
  readonly closing: readonly string[];
};

/** What is printed, and how its file is called. */
export type LoadedDocument = {
  sheet: Sheet;
  language: string;
  createdAt: Date;
  fileName: string;
  /** As it calls itself, and the order that it is of. */
  number: string;
  orderId: string;
  /** What an invoice carries for machines. */
  attachment?: Attachment;
};

/** Width and height in points. */
export const PAPERS = { a4: [595.28, 841.89], letter: [612, 792] } as const;
export type Paper = keyof typeof PAPERS;

/** Where people print on letter paper; everywhere else on A4. */
const LETTER_COUNTRIES = ["US", "CA", "MX", "CL", "CO", "PH"];
export const paperOf = (country: string): Paper => (LETTER_COUNTRIES.includes(country) ? "letter" : "a4");
