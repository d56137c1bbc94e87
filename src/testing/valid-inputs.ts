import type { AnyMutationProcedure, inferProcedureInput } from "@trpc/server";
import { archiveProduct } from "@/modules/catalog/archive-product";
import { CreateProduct } from "@/modules/catalog/contract";
import { createCategory } from "@/modules/catalog/create-category";
import { createProduct } from "@/modules/catalog/create-product";
import { AdjustReserved } from "@/modules/inventory/contract";
import { archiveLocation } from "@/modules/inventory/locations/archive-location";
import { listNotices } from "@/modules/notifications/queries";
import { adjustReserved } from "@/modules/orders/adjust-reserved";
import { getOrder } from "@/modules/orders/queries";
import { inviteUser } from "@/modules/users/invite-user";
import type { AppRouter } from "@/server/router";
import type { Person } from "@/shared/access";
import { newId } from "@/shared/id";
import { APPROVAL_INPUTS } from "./approvals";
import { COMMENT_INPUTS } from "./comments";
import { CUSTOMER_INPUTS, PRIVACY_INPUTS, twoCustomers } from "./customers";
import { FACTOR_INPUTS } from "./factors";
import { IMPORT_INPUTS } from "./import-inputs";
import { INVOICE_INPUTS } from "./invoices";
import { KEY_INPUTS } from "./keys";
import { LOT_INPUTS } from "./lots";
import { aNotice, anAlert } from "./notices";
import { unknownToWaiting } from "./older-release";
import { ORDER_CHANGE_INPUTS } from "./order-changes";
import { DOCUMENT_INPUTS } from "./order-mails";
import { PARCEL_INPUTS } from "./parcels";
import { PAYMENT_INPUTS } from "./payments";
import { aPerson, aSession, TEST_PASSWORD } from "./people";
import { PICKING_INPUTS } from "./picks";
import { PRICING_INPUTS } from "./price-lists";
import { RETURN_INPUTS } from "./returns";
import { headOf, linesOf, lossOf, order, picksOf, type ShopAtWork } from "./shop-at-work";
import { SHOP_INPUTS } from "./shop-inputs";
import { createLocation, receiveStock } from "./stock";
import { TAX_INPUTS } from "./tax-inputs";
import { VIEW_INPUTS } from "./views";

type Procedures = AppRouter["_def"]["record"];
type MutationIn<Module> = {
  [Name in keyof Module]: Module[Name] extends AnyMutationProcedure ? Name : never;
}[keyof Module];
type InputsOf<Module> = {
  readonly [Name in MutationIn<Module>]: (
    shop: ShopAtWork,
  ) => ValidInput<Module[Name]> | Promise<ValidInput<Module[Name]>>;
};
type ValidInput<Mutation> = Mutation extends AnyMutationProcedure ? inferProcedureInput<Mutation> : never;
type WithMutations = {
  [Module in keyof Procedures]: [MutationIn<Procedures[Module]>] extends [never] ? never : Module;
}[keyof Procedures];

const NEW_PASSWORD = "four yellow lamps hum";
const product = ({ ctx }: ShopAtWork, title = "Kettle") =>
  createProduct(ctx, CreateProduct.parse({ title, variants: [{ price: 4_500 }] }));
const bin = ({ ctx, warehouseId: parentId }: ShopAtWork, code = newId()) =>
  createLocation(ctx, { parentId, kind: "bin", code });
const receipt = ({ ctx, binId, variant }: ShopAtWork) =>
  receiveStock(ctx, { lines: [{ variantId: variant.TEA, locationId: binId, quantity: 400 }] });

const guest = ({ ctx }: ShopAtWork) =>
  inviteUser(ctx, { name: "Grace", email: `${newId()}@example.test`, role: "staff", warehouses: "all" });
const tokenOf = async (shop: ShopAtWork) => (await guest(shop)).link.path.split("#")[1] ?? "";
/** Somebody else, at work in a browser. */
async function colleague({ ctx }: ShopAtWork): Promise<Person> {
  return aSession(ctx.db, await aPerson(ctx.db, { passwordHash: "unusable" }));
}

/**
 * What each mutation accepts, and what must be there for it to succeed. A mutation without its row does not compile.
 * The first text of each, or else its first number, may be changed and stay valid: that makes it another request.
 */
export const VALID_INPUTS: { readonly [Module in WithMutations]: InputsOf<Procedures[Module]> } = {
  shop: SHOP_INPUTS,
  users: {
    ...KEY_INPUTS,
    ...FACTOR_INPUTS,
    invite: () => ({ name: "Grace", email: "grace@example.test", role: "staff", warehouses: "all" }),
    renewInvitation: async (shop) => ({ userId: (await guest(shop)).userId }),
    changeAccess: async (shop) => ({
      userId: (await colleague(shop)).userId,
      version: 1,
      role: "manager",
      warehouses: [shop.warehouseId],
      disabled: false,
    }),
    endSessions: async (shop) => ({ userId: (await colleague(shop)).userId }),
    endOwnSession: async ({ ctx }) => ({ sessionId: (await aSession(ctx.db, ctx.actor)).sessionId }),
    changeOwnProfile: () => ({ name: "Ada King" }),
    setHomeWarehouse: async (shop) => ({ warehouseId: shop.warehouseId, userId: (await colleague(shop)).userId }),
    setOwnHomeWarehouse: ({ warehouseId }) => ({ warehouseId }),
    workIn: ({ warehouseId }) => ({ warehouseId }),
    changeOwnPassword: () => ({ currentPassword: TEST_PASSWORD, newPassword: NEW_PASSWORD }),
    getLink: async (shop) => ({ token: await tokenOf(shop) }),
    askForLink: () => ({ email: "grace@example.test" }),
    acceptInvitation: async (shop) => ({ token: await tokenOf(shop), name: "Grace", password: NEW_PASSWORD }),
  },
  catalog: {
    createProduct: () => ({
      title: "Teapot",
      optionNames: ["Size"],
      variants: [
        { optionValues: ["S"], price: 1_990, barcodes: ["4006381333931"] },
        { optionValues: ["L"], price: 2_490, packs: [{ name: "Box", numerator: 6 }] },
      ],
    }),
    editProduct: async (shop) => {
      const {
        productId,
        variantIds: [variantId = null],
      } = await product(shop);
      return {
        title: "Kettle, blue",
        productId,
        version: 1,
        variants: [{ variantId, sku: "KETTLE-BLUE", price: 4_900 }],
      };
    },
    archiveProduct: async (shop) => ({ productId: (await product(shop)).productId }),
    restoreProduct: async (shop) => {
      const { productId } = await product(shop);
      await archiveProduct(shop.ctx, { productId });
      return { productId };
    },
    ...TAX_INPUTS,
    createCategory: () => ({ name: "Pots" }),
    renameCategory: async ({ ctx }) => ({
      name: "Pots and pans",
      version: 1,
      ...(await createCategory(ctx, { name: "Pans", parentId: null })),
    }),
  },
  inventory: {
    receiveStock: ({ variant, binId }) => ({
      reference: "Delivery 7",
      lines: [
        {
          variantId: variant.TEA,
          locationId: binId,
          quantity: 5,
          unitCost: 12_500,
          lot: { code: "L-7", expiresOn: "2030-01-31" },
        },
      ],
    }),
    adjustStock: ({ variant, binId }) => ({
      note: "A box fell",
      variantId: variant.TEA,
      locationId: binId,
      change: -2,
      reason: "damaged",
    }),
    moveStock: async (shop) => ({
      note: "To the front",
      lines: [
        {
          variantId: shop.variant.TEA,
          fromLocationId: shop.binId,
          toLocationId: (await bin(shop)).locationId,
          quantity: 6,
        },
      ],
    }),
    reverseTransaction: async (shop) => ({ note: "Typed twice", ...(await receipt(shop)) }),
    createWarehouse: () => ({ name: "North", code: "NORTH" }),
    createLocation: ({ warehouseId }) => ({ code: "Z-1", parentId: warehouseId, kind: "zone" }),
    renameLocation: async (shop) => {
      const code = newId();
      const { locationId } = await bin(shop, code);
      return { locationId, name: "By the door", code: "DOOR", seen: { code, name: code } };
    },
    ...APPROVAL_INPUTS.inventory,
    archiveLocation: (shop) => bin(shop),
    restoreLocation: async (shop) => {
      const { locationId } = await bin(shop);
      await archiveLocation(shop.ctx, { locationId });
      return { locationId };
    },
    ...LOT_INPUTS,
    setReorderPoint: ({ warehouseId, variant }) => ({ warehouseId, variantId: variant.TEA, quantity: 7, seen: null }),
  },
  customers: CUSTOMER_INPUTS,
  pricing: PRICING_INPUTS,
  privacy: PRIVACY_INPUTS,
  imports: IMPORT_INPUTS,
  approvals: APPROVAL_INPUTS.approvals,
  returns: RETURN_INPUTS,
  invoices: INVOICE_INPUTS,
  documents: DOCUMENT_INPUTS,
  views: VIEW_INPUTS,
  orders: {
    mergeCustomers: twoCustomers,
    ...APPROVAL_INPUTS.orders,
    ...PAYMENT_INPUTS,
    place: (shop) => ({ note: "By Friday", ...headOf(shop), lines: linesOf(shop), confirm: true }),
    edit: async (shop) => ({
      note: "By Monday",
      ...(await order(shop)),
      version: 1,
      ...headOf(shop),
      lines: linesOf(shop),
    }),
    ...ORDER_CHANGE_INPUTS,
    ...COMMENT_INPUTS,
    confirm: (shop) => order(shop),
    hold: async (shop) => ({ reason: "Payment is missing", ...(await order(shop, "confirmed")) }),
    resume: (shop) => order(shop, "held"),
    voidShipment: async (shop) => {
      const { orderId } = await order(shop, "shipped in part");
      const {
        shipments: [shipment],
      } = await getOrder(shop.ctx, { orderId });
      return { reason: "Wrong box", shipmentId: shipment?.id ?? "" };
    },
    ship: async (shop) => {
      const { orderId } = await order(shop, "confirmed");
      return { tracking: "1Z 204", orderId, lines: await picksOf(shop, orderId) };
    },
    complete: (shop) => order(shop, "shipped in part"),
    cancel: async (shop) => ({ reason: "Bought elsewhere", ...(await order(shop, "confirmed")) }),
    adjustReserved: async (shop) => {
      await order(shop, "confirmed");
      return { note: "Water came in", ...(await lossOf(shop)), reason: "damaged" };
    },
    reserveAgain: async (shop) => {
      await receipt(shop);
      const { orderId } = await order(shop, "confirmed");
      await adjustReserved(shop.ctx, AdjustReserved.parse({ ...(await lossOf(shop)), reason: "lost" }));
      await unknownToWaiting(shop.ctx.db, () => receipt(shop));
      return { orderId };
    },
    ...APPROVAL_INPUTS.losses,
  },
  picking: PICKING_INPUTS,
  parcels: PARCEL_INPUTS,
  notifications: {
    markAllRead: async (shop) => {
      await aNotice(shop);
      const { rows } = await listNotices(shop.ctx, { unread: false, limit: 1 });
      return { upTo: rows[0]?.ordinal ?? 0 };
    },
    markRead: (shop) => aNotice(shop),
    chooseKind: () => ({ kind: "low-stock", channel: "mail", isOn: true }),
    setSchedule: () => ({ digestHour: 7, quietFrom: 22, quietUntil: 6 }),
    acknowledgeAlert: (shop) => anAlert(shop),
  },
  // Asked twice or of a job that is gone, they come to the same.
  system: {
    retryJob: () => ({ jobId: "1-tests.letter" }),
    discardJob: () => ({ jobId: "1-tests.letter" }),
  },
};
