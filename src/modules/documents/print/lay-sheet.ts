import { PAPERS, type Letterhead, type Sheet } from "@/modules/documents/sheet";
import { BODY, Flow, lineHeight, SMALL, STRONG } from "./flow";
import { layTable, layTotals } from "./lay-table";
import type { Measure, Page } from "./mark";
import { wrap } from "./wrap";

const MM = 72 / 25.4;
const LEFT = 25 * MM;
const RIGHT = 20 * MM;
const TOP = 18 * MM;
/** At least; the table ends above it. */
const FOOT = 26 * MM;
const FOOT_GAP = 5 * MM;
const PAGE_NUMBER_WIDTH = 24 * MM;
/** By DIN 5008, form B, the recipient stands in the window of an envelope; that of letter paper is as near. */
const ADDRESS_TOP = 45 * MM;
/** A name that is long takes one for itself, still within the window. */
const SENDER_LINES_MAX = 2;
const ADDRESS_WIDTH = 80 * MM;
const TITLE_TOP = 98 * MM;
const LOGO = { width: 60 * MM, height: 20 * MM };
const TITLE = { size: 15, isStrong: true, isFaint: false };
const NAME = { size: 13, isStrong: true, isFaint: false };
/** So small that an IBAN fits a third of the width. */
const FINE = { ...SMALL, size: 6.8 };
const FACT_GAP = 8;

/** A sheet as pages. Pure but for `measure`, so the same sheet always comes out the same. */
export function laySheet(sheet: Sheet, measure: Measure): Page[] {
  const [width, height] = PAPERS[sheet.letterhead.paper];
  const room = width - LEFT - RIGHT;
  const foot = wrapFoot(sheet.letterhead, room, measure);
  const flow = new Flow({ left: LEFT, width: room, top: TOP, bottom: height - foot.height }, measure);
  layLetterhead(flow, sheet.letterhead);
  layAddress(flow, sheet);
  layFacts(flow, sheet.facts);
  flow.y = Math.max(flow.y, TITLE_TOP);
  for (const line of flow.linesOf(sheet.title, flow.area.width, TITLE)) {
    flow.write(line, { x: LEFT, y: flow.y }, TITLE);
    flow.y += lineHeight(TITLE);
  }
  layParagraphs(flow, sheet.opening);
  flow.y += BODY.size;
  layTable(flow, sheet);
  if (sheet.totals.length > 0) layTotals(flow, sheet.totals);
  layParagraphs(flow, sheet.closing);
  for (const [index, page] of flow.pages.entries()) layFoot(flow, sheet, { page, index, foot });
  return flow.pages;
}

function layLetterhead(flow: Flow, { name, logo }: Letterhead): void {
  const right = flow.area.left + flow.area.width;
  if (!logo) return flow.write(name, { right, y: TOP }, NAME);
  const scale = Math.min(LOGO.width / logo.width, LOGO.height / logo.height);
  const [width, height] = [logo.width * scale, logo.height * scale];
  flow.put({ kind: "logo", x: right - width, y: TOP, width, height });
}

function layAddress(flow: Flow, { letterhead, recipient }: Sheet): void {
  const sender = flow.linesOf(letterhead.address, ADDRESS_WIDTH, FINE).slice(0, SENDER_LINES_MAX);
  const above = (sender.length - 1) * lineHeight(FINE);
  flow.writeLines(
    sender.map((line) => line.replace(/ ·$/, "")),
    { x: LEFT, y: ADDRESS_TOP - above },
    FINE,
  );
  const lines = recipient.flatMap((line) => flow.linesOf(line, ADDRESS_WIDTH, { ...BODY, size: 10 }));
  flow.y = flow.writeLines(lines, { x: LEFT, y: ADDRESS_TOP + lineHeight(SMALL) + 6 }, { ...BODY, size: 10 }) + 12;
}

/** Beside the recipient: what it is about, in two columns. */
function layFacts(flow: Flow, facts: Sheet["facts"]): void {
  const left = LEFT + ADDRESS_WIDTH + 10 * MM;
  const labelWidth = Math.max(0, ...facts.map(({ label }) => flow.measure(label, BODY))) + FACT_GAP;
  const width = flow.area.left + flow.area.width - left - labelWidth;
  let y = ADDRESS_TOP;
  for (const { label, value } of facts) {
    flow.write(label, { x: left, y }, { ...BODY, isFaint: true });
    y = flow.writeLines(flow.linesOf(value, width, BODY), { x: left + labelWidth, y }, BODY);
  }
  flow.y = Math.max(flow.y, y + 12);
}

function layParagraphs(flow: Flow, paragraphs: readonly string[]): void {
  for (const paragraph of paragraphs) {
    flow.y += BODY.size;
    for (const line of flow.linesOf(paragraph, flow.area.width, BODY)) {
      flow.need(lineHeight(BODY));
      flow.write(line, { x: LEFT, y: flow.y }, BODY);
      flow.y += lineHeight(BODY);
    }
  }
}

type Foot = { blocks: string[][]; blockWidth: number; height: number };

/** What the company says at the foot, which is as high as that needs. */
function wrapFoot({ foot }: Letterhead, width: number, measure: Measure): Foot {
  const blockWidth = (width - PAGE_NUMBER_WIDTH) / Math.max(1, foot.length);
  const widthOf = (text: string) => measure(text, FINE);
  const blocks = foot.map((block) =>
    block.flatMap((line) => wrap(line, blockWidth - FACT_GAP, widthOf)).slice(0, FOOT_LINES_MAX),
  );
  const lines = Math.max(0, ...blocks.map(({ length }) => length));
  return { blocks, blockWidth, height: Math.max(FOOT, FOOT_GAP * 2 + lines * lineHeight(FINE)) };
}

type Footed = { page: Page; index: number; foot: Foot };

/** The company at the foot of each page, and which of how many it is. */
function layFoot(flow: Flow, { texts, title }: Sheet, { page, index, foot }: Footed): void {
  const { left, width, bottom } = flow.area;
  const sheet = new Flow(flow.area, flow.measure);
  const top = bottom + FOOT_GAP;
  sheet.put({ kind: "line", x: left, y: top - 2 * MM, width, isStrong: false });
  for (const [column, lines] of foot.blocks.entries())
    sheet.writeLines(lines, { x: left + column * foot.blockWidth, y: top }, FINE);
  sheet.write(texts.page(index + 1, flow.pages.length), { right: left + width, y: top }, { ...FINE, isStrong: true });
  if (index > 0) sheet.write(title, { x: left, y: TOP - lineHeight(BODY) * 2 }, STRONG);
  page.push(...sheet.page);
}

/** More than the longest footer has (`FOOTER_LINES_MAX` lines as typed); only an endless address is cut. */
const FOOT_LINES_MAX = 24;
