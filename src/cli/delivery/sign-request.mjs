// @ts-check
import { createHash, createHmac } from "node:crypto";

/** @typedef {{ accessKeyId: string, secretAccessKey: string, sessionToken?: string }} Keys */

/** @param {string} text */
const sha256 = (text) => createHash("sha256").update(text).digest("hex");
/** @param {string | Buffer} key @param {string} text */
const hmac = (key, text) => createHmac("sha256", key).update(text).digest();
/** As RFC 3986 has it, which is stricter than browsers are. @param {string} text */
const encode = (text) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`);

/**
 * The headers by which AWS knows who asks (Signature Version 4), for a question without a body.
 * @param {URL} url @param {{ region: string, service: string, keys: Keys, now: Date }} scope
 * @returns {Record<string, string>}
 */
export function signRequest(url, { region, service, keys, now }) {
  const time = now.toISOString().replaceAll(/[-:]|\.\d{3}/g, "");
  const day = time.slice(0, 8);
  const token = keys.sessionToken ? { "x-amz-security-token": keys.sessionToken } : {};
  /** @type {Record<string, string>} */
  const headers = { host: url.host, "x-amz-date": time, ...token };
  const names = Object.keys(headers).sort();
  const query = [...url.searchParams]
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join("&");
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join("");
  const canonical = ["GET", url.pathname, query, lines, names.join(";"), sha256("")].join("\n");
  const scope = `${day}/${region}/${service}/aws4_request`;
  const parts = [day, region, service, "aws4_request"];
  const key = parts.reduce(
    (/** @type {string | Buffer} */ made, part) => hmac(made, part),
    `AWS4${keys.secretAccessKey}`,
  );
  const signature = hmac(key, ["AWS4-HMAC-SHA256", time, scope, sha256(canonical)].join("\n")).toString("hex");
  const { host: _, ...sent } = headers;
  const who = `Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names.join(";")}`;
  return { ...sent, authorization: `AWS4-HMAC-SHA256 ${who}, Signature=${signature}` };
}
