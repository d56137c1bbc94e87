import { describe, expect, test } from "vitest";
import { faultOfMapping } from "@/modules/imports/import-format";
import { cpuMsOf } from "@/testing/cpu-time";
import { guessLayout } from "./layout";
import { detectDialect, proposeCategorySeparator, proposeColumns } from "./propose-columns";

describe("columns are proposed", () => {
  test.each([
    [
      "Product ID,Name *,Categories (x;y;z...),Reference #,EAN13,UPC,Wholesale price,Quantity,Minimal quantity",
      [null, "title", "category", "sku", "barcode", "barcode", "cost", "quantity", null],
    ],
    [
      "ProductID,ProductName,SupplierID,QuantityPerUnit,UnitPrice,UnitsInStock",
      ["sku", "title", null, null, "price", "quantity"],
    ],
    [
      "productCode,productName,buyPrice,MSRP,quantityInStock,productLine",
      ["sku", "title", "cost", "price", "quantity", "category"],
    ],
    [
      "Artikelnummer,Bezeichnung,Verkaufspreis,Einkaufspreis,Lagerbestand,EAN-Code,Warengruppe,Hersteller",
      ["sku", "title", "price", "cost", "quantity", "barcode", "category", "vendor"],
    ],
    [
      "Référence,Désignation,Prix de vente,Prix d'achat,Quantité,Code-barres,Catégorie,Marque",
      ["sku", "title", "price", "cost", "quantity", "barcode", "category", "vendor"],
    ],
    [
      "Referencia,Nombre,Precio,Coste,Existencias,Código de barras,Categoría,Fabricante",
      ["sku", "title", "price", "cost", "quantity", "barcode", "category", "vendor"],
    ],
    [
      "Codice,Nome,Prezzo,Costo,Giacenza,Codice a barre,Categoria,Marca",
      ["sku", "title", "price", "cost", "quantity", "barcode", "category", "vendor"],
    ],
    [
      "Artikelcode,Omschrijving,Naam,Verkoopprijs,Inkoopprijs,Voorraad,Streepjescode,Merk",
      ["sku", "description", "title", "price", "cost", "quantity", "barcode", "vendor"],
    ],
    ["name:en,slug:en,sku,price,stockOnHand", ["title", "handle", "sku", "price", "quantity"]],
    ["Beschreibng,SEO Title,__proto__,constructor", ["description", null, null, null]],
  ])("for %s", (header, fields) => expect(proposeColumns(header.split(","), "en-GB")).toEqual(fields));

  test.each([
    ["name:en,name:de,sku,price", "de-AT", [null, "title", "sku", "price"]],
    ["name:de,name:en,sku,price", "en-GB", [null, "title", "sku", "price"]],
    ["name:de,name:en,sku,price", "fr-FR", [null, "title", "sku", "price"]],
    ["name:de,name:nl,sku,price", "fr-FR", ["title", null, "sku", "price"]],
    [
      "Title [en-US],Title [fr-FR],Description (EN),Description (FR),SKU",
      "fr-BE",
      [null, "title", null, "description", "sku"],
    ],
    ["Name,Name (DE),Name (EN),SKU", "de-DE", ["title", null, null, "sku"]],
    ["name_en,name_de,slug_en,slug_de,sku", "de-DE", [null, "title", null, "handle", "sku"]],
  ])("for %s in a shop of %s", (header, locale, fields) =>
    expect(proposeColumns(header.split(","), locale)).toEqual(fields),
  );

  test("a header of many long names costs little time", () => {
    const header = Array.from({ length: 250 }, (_, index) => `${"a quite long name of a column ".repeat(5)}${index}`);
    expect(cpuMsOf(() => proposeColumns(header, "en-GB"))).toBeLessThan(5_000);
  });
});

test("the software that wrote a file is told by its header", () => {
  expect(detectDialect(["Handle", "Title", "Variant SKU"])).toBe("shopify");
  expect(detectDialect(["URL handle", "Title", "Option1 value", "SKU"])).toBe("shopify-2025");
  expect(detectDialect(["ID", "Type", "SKU", "Name", "Regular price", "Parent"])).toBe("woocommerce");
  expect(detectDialect(["name:en", "slug:en", "optionGroups:en", "optionValues:en", "sku"])).toBe("vendure");
  expect(detectDialect(["Name", "Price"])).toBe("generic");
});

test("a mapping that names no item, or two prices, cannot be read", () => {
  expect(faultOfMapping(["price"])).toMatch(/title, the SKU or the barcode/);
  expect(faultOfMapping(["title", "price", "price"])).toMatch(/Two columns/);
  expect(faultOfMapping(["title", "barcode", "barcode"])).toBeNull();
  expect(faultOfMapping(["sku", "price"])).toBeNull();
});

test.each([
  ["woocommerce", "Categories", ","],
  ["generic", "Categories (x,y,z...)", ","],
  ["generic", "Categories (x;y;z...)", ";"],
  ["generic", "Category", "none"],
] as const)("between two categories of %s under %s stands %s", (dialect, header, separator) =>
  expect(proposeCategorySeparator(dialect, header)).toBe(separator),
);

test.each([
  ['"a,b,c";d;e\n1,2,3', ";", 1],
  ["Name\nx;y", ",", 1],
  ["Name|SKU|Price\nA|B|1", "|", 1],
  ["Name\tSKU\nA, b\tC", "\t", 1],
  ["sep=;\nName;SKU\n", ";", 2],
  ['"sep=^"\nName^SKU\n', "^", 2],
  ["Prices, valid from May, net\n\nName;SKU;Price\nA;B;1", ";", 3],
  ["Our list,,,\n,,,\nFoo,Bar,Baz,Qux\n1,2,3,4\n5,6,7,8\n", ",", 3],
  ["Foo,Bar,Baz\n1,2,3\n4,5,6", ",", 1],
])("of %j the separator is %j and the header row %d", (text, delimiter, headerRow) =>
  expect(guessLayout(text, true)).toEqual({ delimiter, headerRow }),
);
