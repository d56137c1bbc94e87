import { type Dialect, IMPORT_FIELDS, type ImportField } from "@/modules/imports/import-format";

/**
 * The names that shops and their software use, the likeliest first, in English, German, French, Spanish, Italian and
 * Dutch. Compared as `foldHeader` leaves them: lower case, without accents and signs.
 */
const LISTS: Readonly<Partial<Record<ImportField, string>>> = {
  handle: `url handle, handle, product handle, slug, url key, url rewritten, permalink, link rewrite, alias`,
  title: `title, product title, product name, name, item name, article name, product, item, description 1,
    bezeichnung, artikelbezeichnung, artikelname, produktname, produktbezeichnung, warenbezeichnung, produkt, artikel,
    titel, nom, nom du produit, nom produit, titre, designation, libelle, libelle produit, intitule, produit, article,
    nombre, nombre del producto, nombre producto, titulo, denominacion, producto, articulo, nome, nome prodotto,
    titolo, denominazione, prodotto, articolo, naam, productnaam, artikelnaam, artikelomschrijving`,
  description: `description, body, body html, product description, long description, short description, beschreibung,
    artikelbeschreibung, produktbeschreibung, langtext, kurzbeschreibung, description longue, description courte,
    description produit, descriptif, descripcion, descripcion larga, descripcion corta, descrizione,
    descrizione prodotto, omschrijving, beschrijving, productomschrijving`,
  vendor: `vendor, brand, manufacturer, brand name, manufacturer name, vendor name, maker, supplier, hersteller,
    marke,
    lieferant, marque, fabricant, fournisseur, marca, fabricante, proveedor, produttore, fornitore, merk, fabrikant,
    leverancier`,
  category: `product category, category, categories, category path, category name, product type, type, product line,
    product group, item group, department, kategorie, kategorien, warengruppe, artikelgruppe, produktgruppe,
    produktkategorie, categorie, categorie produit, famille, rayon, categoria, categorias, familia,
    categorie prodotto,
    gruppo merceologico, famiglia, productgroep, artikelgroep, rubriek`,
  taxCategory: `tax category, product tax category, steuerkategorie, categorie de taxe, categoria fiscal,
    categoria fiscale, btw categorie`,
  sku: `variant sku, sku, item sku, product sku, sku code, stock code, item number, item no, item code, product code,
    product number, product no, article number, article no, article code, part number, part no, reference, ref, ipn,
    artikelnummer, artikelnr, artikel nr, artikel nummer, art nr, artnr, produktnummer, bestellnummer, referenz,
    reference produit, code article, code produit, reference article, referencia, codigo, codigo articulo,
    codigo producto, codigo de producto, codice, codice articolo, codice prodotto, riferimento, artikelcode,
    productcode, productnummer, bestelnummer, variant id, product id, item id, article id, artikel id, produkt id, id,
    pk`,
  barcode: `variant barcode, barcode, barcodes, gtin, ean, ean13, ean 13, ean code, eancode, gtin ean, ean gtin,
    ean upc, upc ean, ean nummer, ean number, gtin13, gtin 13, gtin14, gtin 14, gtin8, ean8, ean 8, upc, upc code,
    upc a,
    gtin upc ean or isbn, isbn, isbn13, isbn 13, barcode id, bar code, strichcode, barcode nummer, gencod,
    code barres,
    code barre, code a barres, codebarre, codigo de barras, codigo barras, codice a barre, codice ean, streepjescode`,
  price: `variant price, price, regular price, price tax excluded or price tax included, price tax excluded,
    price tax included, unit price, sales price, selling price, sell price, retail price, list price, msrp, rrp, srp,
    gross price, net price, price eur, verkaufspreis, vk preis, vk, vk brutto, vk netto, preis, einzelpreis,
    listenpreis,
    bruttopreis, nettopreis, ladenpreis, stuckpreis, uvp, prix de vente, prix vente, prix, prix ttc, prix ht,
    prix public, prix unitaire, prix de vente ttc, prix de vente ht, pvp, precio de venta, precio venta, precio,
    precio unitario, precio con iva, precio sin iva, prezzo di vendita, prezzo vendita, prezzo, prezzo al pubblico,
    prezzo unitario, prezzo di listino, verkoopprijs, prijs, adviesprijs, stuksprijs, sale price`,
  cost: `cost per item, cost, unit cost, cost price, purchase price, wholesale price, variant cost, buy price,
    buying price, purchase cost, landed cost, cost of goods, einkaufspreis, ek preis, ek, ek netto, einstandspreis,
    bezugspreis, kosten, prix d achat, prix achat, prix de revient, cout, cout unitaire, precio de compra,
    precio compra, precio de coste, precio de costo, coste, costo, prezzo di acquisto, prezzo d acquisto,
    prezzo acquisto, inkoopprijs, kostprijs`,
  unit: `unit, unit of measure, uom, base unit, einheit, mengeneinheit, unite, unite de mesure, unidad,
    unidad de medida, unita, unita di misura, eenheid, meeteenheid`,
  quantity: `variant inventory qty, inventory quantity, quantity, qty, stock, stock on hand, units in stock,
    on hand, on hand qty, qty on hand, stock quantity, stock qty, quantity on hand, quantity in stock,
    opening stock, stock level, current stock, current quantity, physical qoh, physical quantity, qoh, inventory,
    bestand, lagerbestand, lagermenge, menge, anzahl, stuckzahl, verfugbar, quantite, quantite en stock,
    stock disponible, qte, cantidad, cantidad en stock, existencias, stock actual, inventario, quantita, giacenza,
    giacenze, quantita disponibile, scorta, scorte, disponibilita, aantal, voorraad, hoeveelheid`,
  serials: `serial numbers, serial number, serials, serial no, serial nos, serial, serialnumbers, serialnumber, sn,
    seriennummern, seriennummer, serien nr, seriennr, serie, numeros de serie, numero de serie, n de serie,
    numeri di serie, numero di serie, numeri seriali, numero seriale, matricola, serienummers, serienummer`,
  hasSerials: `has serial numbers, serial numbers kept, serial tracked, serialized, serialised, trackable`,
  option1Name: `option1 name, option 1 name, attribute 1 name`,
  option1Value: `option1 value, option 1 value, attribute 1 value, attribute 1 values`,
  option2Name: `option2 name, option 2 name, attribute 2 name`,
  option2Value: `option2 value, option 2 value, attribute 2 value, attribute 2 values`,
  option3Name: `option3 name, option 3 name, attribute 3 name`,
  option3Value: `option3 value, option 3 value, attribute 3 value, attribute 3 values`,
  optionNames: `option groups`,
  optionValues: `option values`,
};

const toNames = (list = ""): string[] =>
  list
    .split(",")
    .map((name) => name.replace(/\s+/g, " ").trim())
    .filter((name) => name !== "");

export const NAMES: ReadonlyMap<ImportField, readonly string[]> = new Map(
  IMPORT_FIELDS.map((field) => [field, toNames(LISTS[field])] as const),
);

type DialectSigns = {
  /** Any one of these groups of names, all of which the header has. */
  has: readonly (readonly string[])[];
  /** What names mean here that mean something else, or nothing, elsewhere. Null: never imported. */
  means?: Readonly<Record<string, ImportField | null>>;
};

/** Files of software that many shops use, told by names that only its files have. */
export const DIALECT_SIGNS: Readonly<Record<Exclude<Dialect, "generic">, DialectSigns>> = {
  shopify: {
    has: [
      ["handle", "variant sku"],
      ["handle", "variant price"],
    ],
  },
  "shopify-2025": {
    has: [
      ["url handle", "option1 value"],
      ["url handle", "price"],
      ["url handle", "sku"],
    ],
  },
  woocommerce: {
    has: [
      ["type", "regular price", "parent"],
      ["type", "regular price", "attribute 1 name"],
    ],
    means: { id: "rowId", type: "rowType", parent: "parent", position: null, "sale price": null },
  },
  vendure: { has: [["option groups", "option values"]] },
};
