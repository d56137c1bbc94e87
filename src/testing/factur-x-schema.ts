import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { XmlDocument, XmlLibError, XsdValidator } from "libxml2-wasm";
import { xmlRegisterFsInputProviders } from "libxml2-wasm/lib/nodejs.mjs";

/*
 * The published schema of Factur-X 1.09 in the profile EN 16931. It is read out of a package of npm, so that none of it
 * is kept here: what it allows is for those who publish it to say.
 */

const PACKAGE = path.resolve(createRequire(import.meta.url).resolve("@stackforge-eu/factur-x"), "../..");
const SCHEMA = path.join(PACKAGE, "schema/en16931/FACTUR-X_EN16931.xsd");

xmlRegisterFsInputProviders();

function readSchema(): XsdValidator {
  const document = XmlDocument.fromBuffer(readFileSync(SCHEMA), { url: SCHEMA });
  return XsdValidator.fromDoc(document);
}

const validator = readSchema();

/** What the schema says against an invoice, a line each; nothing where it is valid. */
export function schemaFaults(xml: string): string[] {
  const document = XmlDocument.fromString(xml);
  try {
    validator.validate(document);
    return [];
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return error.details.map(({ message }) => message.trim());
  } finally {
    document.dispose();
  }
}
