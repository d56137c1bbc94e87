import { randomInt } from "node:crypto";
import type { Api } from "./api";

export type Goods = { productId: string; variantId: string; sku: string; title: string; barcode: string };
export type Place = { warehouseId: string; warehouseName: string; binId: string; binCode: string };

/** A number that no other test, nor the sample data, has made. */
const unique = () => randomInt(10 ** 9, 10 ** 10);

/** Makes what one test needs and no other test touches, inside the sample shop. */
export class Shop {
  constructor(readonly api: Api) {}

  /** A warehouse of the sample shop, and a bin in it that nothing else lies in. */
  async place(): Promise<Place> {
    const locations = await this.api.ask("inventory", "locations");
    const warehouse = locations.find(({ kind }) => kind === "warehouse");
    if (!warehouse) throw new Error("The sample shop has no warehouse.");
    const binCode = `T-${unique()}`;
    const bin = await this.api.change("inventory", "createLocation", { parentId: warehouse.id, kind: "bin", code: binCode });
    return { warehouseId: warehouse.id, warehouseName: warehouse.name, binId: bin.locationId, binCode };
  }

  /** A product with one variant, as many of it as wanted in the place. */
  async goods(title: string, stock?: { at: Place; quantity: number }): Promise<Goods> {
    const number = unique();
    const [sku, barcode] = [`T-${number}`, gtin(number)];
    const named = `${title} ${number}`;
    const made = await this.api.change("catalog", "createProduct", { title: named, variants: [{ sku, price: 1_990, barcodes: [barcode] }] });
    const [variantId] = made.variantIds;
    if (!variantId) throw new Error("The product has no variant.");
    if (stock) await this.api.change("inventory", "receive", { lines: [{ variantId, locationId: stock.at.binId, quantity: stock.quantity }] });
    return { productId: made.productId, variantId, sku, title: named, barcode };
  }

  async customer(): Promise<{ customerId: string; name: string }> {
    const name = `Buyer ${unique()}`;
    const { customerId } = await this.api.change("orders", "createCustomer", { name });
    return { customerId, name };
  }

  /** An order that nobody has confirmed yet. */
  async draft(at: Place, lines: { goods: Goods; quantity: number }[]) {
    const { customerId, name } = await this.customer();
    const placed = await this.api.change("orders", "place", {
      customerId, warehouseId: at.warehouseId, lines: lines.map(({ goods, quantity }) => ({ variantId: goods.variantId, quantity })),
    });
    const { number } = await this.api.ask("orders", "byId", { orderId: placed.orderId });
    return { orderId: placed.orderId, number, customer: name };
  }
}

/** A GTIN-13 with its check digit. */
function gtin(number: number): string {
  const body = `29${number}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
