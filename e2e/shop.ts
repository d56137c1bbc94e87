import { randomInt } from "node:crypto";
import type { Api } from "./api";
import type { SignIn } from "./system";

export type Goods = { productId: string; variantId: string; sku: string; title: string; barcode: string };
export type Place = { warehouseId: string; warehouseName: string; binId: string; binCode: string };

/** A number that no other test, nor the sample data, has made. */
const unique = () => randomInt(10 ** 9, 10 ** 10);

/** Makes what one test needs and no other test touches, inside the sample shop. */
export class Shop {
  constructor(readonly api: Api) {}

  /** A warehouse of the sample shop, and a bin in it that nothing else lies in. */
  async place(): Promise<Place> {
    const locations = await this.api.ask("inventory", "listLocations");
    const warehouse = locations.find(({ kind }) => kind === "warehouse");
    if (!warehouse) throw new Error("The sample shop has no warehouse.");
    const binCode = `T-${unique()}`;
    const bin = await this.api.change("inventory", "createLocation", {
      parentId: warehouse.id,
      kind: "bin",
      code: binCode,
    });
    return { warehouseId: warehouse.id, warehouseName: warehouse.name, binId: bin.locationId, binCode };
  }

  /** A product with one variant, as many of it as wanted in the place. */
  async goods(title: string, stock?: { at: Place; quantity: number }): Promise<Goods> {
    const number = unique();
    const [sku, barcode] = [`T-${number}`, gtin(number)];
    const named = `${title} ${number}`;
    const made = await this.api.change("catalog", "createProduct", {
      title: named,
      variants: [{ sku, price: 1_990, barcodes: [barcode] }],
    });
    const [variantId] = made.variantIds;
    if (!variantId) throw new Error("The product has no variant.");
    if (stock)
      await this.api.change("inventory", "receiveStock", {
        lines: [{ variantId, locationId: stock.at.binId, quantity: stock.quantity }],
      });
    return { productId: made.productId, variantId, sku, title: named, barcode };
  }

  /** How many there are, in all places together. */
  async onHand({ variantId }: Goods): Promise<number> {
    const places = await this.api.ask("inventory", "listBalances", { variantId });
    return places.reduce((sum, { onHand }) => sum + onHand, 0);
  }

  /** How many of each may still be promised. */
  async availableOf({ warehouseId }: Place, goods: readonly Goods[]): Promise<number[]> {
    const known = await this.api.ask("inventory", "listAvailability", {
      warehouseId,
      variantIds: goods.map(({ variantId }) => variantId),
    });
    return goods.map(({ variantId }) => known.find((each) => each.variantId === variantId)?.available ?? 0);
  }

  /** Where a page of the sample shop lies: an address with something real in the place of each parameter. */
  async addressOf(route: string): Promise<string> {
    if (route === "/welcome") return this.invitation();
    let address = route;
    for (const [parameter = ""] of route.matchAll(/\[[^\]]+\]/g))
      address = address.replace(parameter, await this.anyOf(parameter, route));
    return address;
  }

  private async anyOf(parameter: string, route: string): Promise<string> {
    if (parameter === "[orderId]")
      return (
        (await this.api.ask("orders", "list", route.endsWith("/edit") ? { status: "draft" } : { toShip: true })).rows[0]
          ?.id ?? ""
      );
    if (parameter === "[customerId]") return (await this.api.ask("customers", "list", {})).rows[0]?.id ?? "";
    if (parameter === "[locationId]")
      return (
        (await this.api.ask("inventory", "listLocations")).find(
          ({ kind, code }) => kind === "bin" && code !== "RECEIVING",
        )?.id ?? ""
      );
    const goods = (await this.api.ask("catalog", "searchVariants", { query: "" }))[0];
    if (parameter === "[productId]") return goods?.productId ?? "";
    if (parameter === "[variantId]") return goods?.variantId ?? "";
    if (parameter === "[importId]") return this.someImport();
    throw new Error(`Say in shop.ts what stands for ${parameter}.`);
  }

  private async invitation(): Promise<string> {
    const { name, email } = this.newPerson("Guest");
    return (await this.api.change("users", "invite", { name, email, role: "staff", warehouses: "all" })).link.path;
  }

  private async someImport(): Promise<string> {
    const { fileKey } = await this.api.upload("Title,SKU,Price\nGlobe,GL-1,12.50\nAtlas,AT-1,free\n");
    return (await this.api.change("imports", "start", { fileKey, fileName: "globes.csv" })).importId;
  }

  /** Somebody who is not there yet. */
  newPerson(name: string) {
    const number = unique();
    return {
      name: `${name} ${number}`,
      email: `helper-${number}@journeys.example`,
      password: `four plain words ${number}`,
    };
  }

  /** Somebody of their own for one test, who has chosen a password and may sign in. */
  async person(role: SignIn["role"]): Promise<SignIn & { userId: string }> {
    const { name, email, password } = this.newPerson("Helper");
    const { userId, link } = await this.api.change("users", "invite", { name, email, role, warehouses: "all" });
    await this.api.change("users", "acceptInvitation", { token: link.path.split("#")[1] ?? "", name, password });
    return { userId, role, email, password };
  }

  async customer(): Promise<{ customerId: string; name: string }> {
    const name = `Buyer ${unique()}`;
    const { customerId } = await this.api.change("customers", "create", { name });
    return { customerId, name };
  }

  /** An order that nobody has confirmed yet. */
  async draft(at: Place, lines: { goods: Goods; quantity: number }[]) {
    const { customerId, name } = await this.customer();
    const placed = await this.api.change("orders", "place", {
      customerId,
      warehouseId: at.warehouseId,
      lines: lines.map(({ goods, quantity }) => ({ variantId: goods.variantId, quantity })),
    });
    const { number } = await this.api.ask("orders", "get", { orderId: placed.orderId });
    return { orderId: placed.orderId, number, customer: name };
  }
}

/** A GTIN-13 with its check digit. */
function gtin(number: number): string {
  const body = `29${number}`;
  const sum = [...body].reduce((total, digit, place) => total + Number(digit) * (place % 2 === 0 ? 1 : 3), 0);
  return `${body}${(10 - (sum % 10)) % 10}`;
}
