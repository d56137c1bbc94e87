import PdfDocument from "pdfkit";
import postgres from "postgres";

const client = postgres(process.env["DATABASE_URL"] ?? "", { max: 10, onnotice: () => {} });

const A4_WIDTH = 595;
const [MARGIN, ROW, QUANTITY_AT, PRICE_AT] = [50, 16, 350, 450] as const;

/** A page of an order with a font that every reader has: what a render takes at least. */
export async function GET(_request: Request, { params }: { params: Promise<{ id: string }> }): Promise<Response> {
  const { id } = await params;
  const lines = await client`
    select v.title, l.quantity, l.price from bare.order_lines l join bare.variants v on v.id = l.variant_id
    where l.order_id = ${id}`;
  const document = new PdfDocument({ size: "A4", margin: MARGIN });
  const parts: Buffer[] = [];
  document.on("data", (part: Buffer) => parts.push(part));
  const ended = new Promise<void>((resolve) => document.on("end", resolve));
  document.fontSize(18).text("Invoice", MARGIN, MARGIN).fontSize(9).text(id);
  let top = MARGIN + 6 * ROW;
  for (const line of lines) {
    document.text(String(line["title"]), MARGIN, top);
    document.text(String(line["quantity"]), QUANTITY_AT, top);
    document.text((Number(line["price"]) / 100).toFixed(2), PRICE_AT, top);
    top += ROW;
  }
  document
    .moveTo(MARGIN, top)
    .lineTo(A4_WIDTH - MARGIN, top)
    .stroke();
  document.end();
  await ended;
  return new Response(new Uint8Array(Buffer.concat(parts)), { headers: { "content-type": "application/pdf" } });
}
