import type { Figures } from "@/modules/documents/figures";
import type { Cell, Column, Labelled, Letterhead, Sheet } from "@/modules/documents/sheet";
import type { Texts } from "@/modules/documents/texts/texts";
import { type InvoiceContent, type InvoicedLine, type InvoicedShipping, partsOf } from "@/modules/invoices/content";
import { formatOrderNumber } from "@/modules/orders/order";
import { addMoney, subtractMoney } from "@/shared/money";
import { addressLines, itemCell } from "./parts";
import { taxNotesOf } from "./taxes";

export type Named = { number: string; letterhead: Letterhead; texts: Texts; figures: Figures; isElectronic: boolean };

/** An invoice or a credit note, of nothing but what was written down as it was issued. */
export function invoiceSheet(content: InvoiceContent, named: Named): Sheet {
  const { number, letterhead, texts, figures } = named;
  const { corrects, seller, buyer } = content;
  const columns = columnsFor(content, named);
  const { shipping } = content;
  return {
    letterhead,
    texts,
    title: texts.titles[corrects ? "credit-note" : "invoice"](number),
    recipient: addressLines(buyer, { figures, country: seller.country }),
    facts: factsOf(content, named),
    opening: corrects && content.reason !== "" ? [texts.creditedFor(content.reason)] : [],
    columns: columns.map(({ column }) => column),
    rows: [
      ...content.lines.map((line, index) => columns.map(({ cell }) => cell(line, index))),
      ...(shipping ? [columns.map(({ ofShipping }) => ({ text: ofShipping?.(shipping) ?? "" }))] : []),
    ],
    totals: totalsOf(content, named),
    closing: closingOf(content, named),
  };
}

function factsOf(content: InvoiceContent, { texts, figures }: Named): Labelled[] {
  const { order, buyer, corrects, issuedOn, deliveredOn, isAhead, dueOn } = content;
  const given = (label: string, value: string | null): Labelled[] =>
    value === null || value === "" ? [] : [{ label, value }];
  return [
    ...given(texts.invoiceDate, figures.day(issuedOn)),
    ...given(texts.corrects, corrects && corrects.number),
    ...given(texts.correctedOn, corrects && figures.day(corrects.issuedOn)),
    ...given(texts.orderNumber, formatOrderNumber(order.number)),
    ...given(texts.orderDate, figures.day(order.placedOn)),
    ...given(texts.yourReference, order.reference),
    ...given(texts.deliveredOn, deliveredOn && figures.day(deliveredOn)),
    ...(isAhead && !corrects ? given(texts.delivery, texts.deliveryAhead) : []),
    ...given(texts.dueOn, dueOn && figures.day(dueOn)),
    ...given(texts.yourVatNumber, buyer.vatNumber),
  ];
}

type Shown = {
  column: Column;
  cell: (line: InvoicedLine, index: number) => Cell;
  ofShipping?: (shipping: InvoicedShipping) => string;
};

/** The discount stands there only where some line has one, and items where a credit note takes some back. */
function columnsFor({ lines, pricesIncludeTax }: InvoiceContent, { texts, figures }: Named): Shown[] {
  const right = (label: string, width: number): Column => ({ label, width, align: "right" });
  const amountOf = ({ net, tax }: Pick<InvoicedLine, "net" | "tax">) =>
    figures.money(pricesIncludeTax ? addMoney(net, tax) : net);
  const withItems = (line: InvoicedLine, text: string): Cell => ({ text: line.quantity === 0 ? "" : text });
  return [
    { column: { label: texts.position, width: 24, align: "left" }, cell: (_, index) => ({ text: String(index + 1) }) },
    {
      column: { label: texts.item, width: "rest", align: "left" },
      cell: (line) => itemCell({ ...line, title: line.name }),
      ofShipping: () => texts.shipping,
    },
    {
      column: right(texts.quantity, 52),
      cell: (line) => withItems(line, figures.quantity(line.quantity, line.unit)),
    },
    { column: right(texts.unitPrice, 64), cell: (line) => withItems(line, figures.money(line.unitPrice)) },
    ...(lines.some(({ discount }) => discount > 0)
      ? [
          {
            column: right(texts.discount, 56),
            cell: ({ discount }: InvoicedLine) => ({ text: discount > 0 ? figures.money(discount) : "" }),
          },
        ]
      : []),
    {
      column: right(texts.tax, 36),
      cell: (line) => ({ text: figures.rate(line.rate) }),
      ofShipping: ({ rate }) => figures.rate(rate),
    },
    { column: right(texts.amount, 72), cell: (line) => ({ text: amountOf(line) }), ofShipping: amountOf },
  ];
}

function totalsOf({ taxes, totals, corrects }: InvoiceContent, { texts, figures }: Named): Labelled[] {
  const { net, total, prepaid } = totals;
  const isPaidInPart = prepaid > 0;
  return [
    { label: texts.net, value: figures.money(net) },
    ...taxes.map(({ rate, net, tax }) => ({
      label: texts.taxOf(figures.rate(rate), figures.money(net)),
      value: figures.money(tax),
    })),
    { label: corrects ? texts.toCredit : texts.total, value: figures.money(total), isStrong: true },
    ...(isPaidInPart
      ? [
          { label: texts.paidAlready, value: figures.money(prepaid) },
          { label: texts.toPay, value: figures.money(subtractMoney(total, prepaid)), isStrong: true },
        ]
      : []),
  ];
}

function closingOf(content: InvoiceContent, { number, texts, figures, isElectronic }: Named): string[] {
  const { corrects, totals, dueOn, pricesIncludeTax, delivery, buyer, seller } = content;
  const [billed, delivered] = [buyer, delivery].map((each) =>
    addressLines(each, { figures, country: seller.country }).join(", "),
  );
  const isOpen = !corrects && totals.total > totals.prepaid;
  return [
    ...(delivered === undefined || delivered === billed ? [] : [texts.deliverTo(delivered)]),
    // The VAT number stands among the facts.
    ...taxNotesOf(partsOf(content), "", texts),
    ...(pricesIncludeTax ? [texts.pricesIncludeTax] : []),
    ...(isOpen ? [[...(dueOn === null ? [texts.payOnReceipt] : []), texts.payUnder(number)].join(" ")] : []),
    ...(isElectronic ? [texts.electronic] : []),
    ...(corrects ? [] : [texts.thankYou]),
  ];
}
